package org.dromedary.camel;

import java.io.IOException;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import org.dromedary.dsn.DeliveryStatusNotification;
import org.dromedary.dsn.Notice;
import org.dromedary.dsn.NotificationComposer;
import org.dromedary.dsn.NotificationKind;
import org.dromedary.dsn.ReportedMail;
import org.dromedary.dsn.ReportedRecipient;
import org.dromedary.mail.QueueIdGenerator;
import org.dromedary.queue.Arrival;
import org.dromedary.queue.DeliveryOutcome;
import org.dromedary.queue.QueuedMessage;

/** Makes mails of what is to be told about a mail. Safe for use by several threads. */
public final class NoticeMails {
  private final NotificationComposer composer;
  private final QueueIdGenerator queueIds;
  private final InstantSource clock;

  public NoticeMails(
      NotificationComposer composer, QueueIdGenerator queueIds, InstantSource clock) {
    this.composer = composer;
    this.queueIds = queueIds;
    this.clock = clock;
  }

  /** A notification of these outcomes; its content may refer to that of the original. */
  QueuedMessage about(
      QueuedMessage original, NotificationKind kind, List<? extends DeliveryOutcome> outcomes)
      throws IOException {
    return about(original, kind, outcomes, Optional.empty());
  }

  /** The same of mail that is tried until some time. */
  QueuedMessage delay(
      QueuedMessage original, List<? extends DeliveryOutcome> outcomes, Instant until)
      throws IOException {
    return about(original, NotificationKind.DELAY, outcomes, Optional.of(until));
  }

  private QueuedMessage about(
      QueuedMessage original,
      NotificationKind kind,
      List<? extends DeliveryOutcome> outcomes,
      Optional<Instant> until)
      throws IOException {
    Instant now = clock.instant();
    ReportedMail reported =
        new ReportedMail(
            original.queueId(),
            original.envelope(),
            original.arrival().at(),
            Optional.of(original.arrival().client()),
            original.content());
    List<ReportedRecipient> recipients =
        outcomes.stream()
            .map(o -> new ReportedRecipient(o.recipient(), o.relay(), o.reply(), now))
            .toList();
    DeliveryStatusNotification notification =
        composer.compose(new Notice(kind, reported, recipients, until));
    return QueuedMessage.accepted(
        queueIds.next(), notification.envelope(), Arrival.local(now), notification.content());
  }
}
