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
import org.dromedary.queue.FollowUp;
import org.dromedary.queue.QueuedMessage;

/** Writes the failure notification for recipients that were given up (RFC 3464). */
public final class ComposeFailureNotice {
  private final NotificationComposer composer;
  private final QueueIdGenerator queueIds;
  private final InstantSource clock;

  public ComposeFailureNotice(
      NotificationComposer composer, QueueIdGenerator queueIds, InstantSource clock) {
    this.composer = composer;
    this.queueIds = queueIds;
    this.clock = clock;
  }

  /**
   * A new mail to the reverse path, from the null one, to be routed like any other.
   *
   * @throws IOException when the original cannot be read
   */
  public QueuedMessage compose(FollowUp.GiveUp giveUp) throws IOException {
    Instant now = clock.instant();
    QueuedMessage original = giveUp.message();
    ReportedMail reported =
        new ReportedMail(
            original.queueId(),
            original.envelope(),
            original.arrival().at(),
            Optional.of(original.arrival().client()),
            original.content());
    List<ReportedRecipient> recipients =
        giveUp.failures().stream()
            .map(f -> new ReportedRecipient(f.recipient(), f.relay(), f.reply(), now))
            .toList();
    DeliveryStatusNotification notification =
        composer.compose(new Notice(NotificationKind.FAILURE, reported, recipients));
    return QueuedMessage.accepted(
        queueIds.next(), notification.envelope(), Arrival.local(now), notification.content());
  }
}
