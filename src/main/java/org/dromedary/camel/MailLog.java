package org.dromedary.camel;

import static java.math.RoundingMode.HALF_UP;

import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletionStage;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.dromedary.mail.EnhancedStatusCode;
import org.dromedary.mail.Notify;
import org.dromedary.mail.Recipient;
import org.dromedary.queue.DeliveryOutcome;
import org.dromedary.queue.DeliveryReport;
import org.dromedary.queue.FollowUp;
import org.dromedary.queue.LogContext;
import org.dromedary.queue.MailListener;
import org.dromedary.queue.QueuedMessage;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One log line for each event of a mail, in the form that Postfix has made familiar. Paths and
 * replies were validated when they were parsed: none has a control character.
 */
public final class MailLog {
  private static final Logger LOG = LoggerFactory.getLogger("org.dromedary.mail");

  private final InstantSource clock;
  private final MailListener listener;

  /**
   * @param listener told the same as the log
   */
  public MailLog(InstantSource clock, MailListener listener) {
    this.clock = clock;
    this.listener = listener;
  }

  /** The mail is durable and answered for. */
  public void received(QueuedMessage mail) {
    listener.received(mail, clock.instant());
    LogContext.about(
        mail.queueId(),
        () ->
            LOG.info(
                "{}: from={}, to={}, client={}, size={}, status=received",
                mail.queueId(),
                mail.envelope().reversePath(),
                paths(mail.envelope().recipients()),
                mail.arrival().client(),
                mail.content().size()));
  }

  /** The same routing, watched. */
  <T> Function<QueuedMessage, T> watchedRouting(Function<QueuedMessage, T> routing) {
    return mail -> {
      Instant from = clock.instant();
      T parts = routing.apply(mail);
      listener.routed(mail, from, clock.instant());
      return parts;
    };
  }

  /** The same attempts, watched; what the router gives up in a stop is none. */
  Function<QueuedMessage, CompletionStage<DeliveryReport>> watchedAttempts(
      Function<QueuedMessage, CompletionStage<DeliveryReport>> attempts) {
    return mail -> {
      Instant from = clock.instant();
      return attempts
          .apply(mail)
          .thenApply(
              report -> {
                listener.attempted(report, from, clock.instant());
                return report;
              });
    };
  }

  /** A line for the recipients that have relay and reply in common; returns the report. */
  public DeliveryReport attempted(DeliveryReport report) {
    Map<String, List<DeliveryOutcome>> groups = new LinkedHashMap<>();
    for (DeliveryOutcome outcome : report.outcomes()) {
      String key = outcome.status() + outcome.relay() + outcome.reply();
      groups.computeIfAbsent(key, k -> new ArrayList<>()).add(outcome);
    }
    groups.values().forEach(group -> line(report.message(), group));
    return report;
  }

  private void line(QueuedMessage mail, List<DeliveryOutcome> group) {
    DeliveryOutcome first = group.getFirst();
    LogContext.about(
        mail.queueId(),
        () ->
            LOG.info(
                "{}: from={}, to={}, relay={}, delay={}, dsn={}, status={} ({})",
                mail.queueId(),
                mail.envelope().reversePath(),
                paths(group.stream().map(DeliveryOutcome::recipient).toList()),
                first.relay(),
                seconds(mail.ageAt(clock.instant())),
                first.reply().status().map(EnhancedStatusCode::toString).orElse("none"),
                first.status(),
                first.reply()));
  }

  /** The mail is parked, since nobody can be told what it failed for; returns the same. */
  public FollowUp.GiveUp parked(FollowUp.GiveUp giveUp) {
    listener.parked(giveUp);
    boolean nobody = giveUp.message().envelope().reversePath().isNull();
    String why = nobody ? "no sender to notify" : "too many notices to the domain of the sender";
    ended(giveUp.message(), "failed", why + ", parked on mail.undeliverable");
    return giveUp;
  }

  /** Some recipients will not get the mail; returns the same. */
  public FollowUp.GiveUp givenUp(FollowUp.GiveUp giveUp) {
    listener.givenUp(giveUp);
    QueuedMessage mail = giveUp.message();
    Map<Boolean, List<Recipient>> byWish =
        mail.envelope().recipients().stream()
            .collect(Collectors.partitioningBy(r -> r.wantsNotice(Notify.Condition.FAILURE)));
    byWish.forEach(
        (wanted, recipients) -> {
          if (!recipients.isEmpty()) {
            String why = wanted ? "the sender is notified" : "the sender wants no notice";
            ended(mail.withRecipients(recipients), "failed", why);
          }
        });
    return giveUp;
  }

  /** The sender is told that some recipients do not have the mail yet; returns the same. */
  public FollowUp.Warn warned(FollowUp.Warn warn) {
    listener.warned(warn);
    ended(warn.message(), "delayed", "the sender is notified, it is still tried");
    return warn;
  }

  /** A rule of the routing table keeps it back; returns the same. */
  public QueuedMessage held(QueuedMessage mail) {
    listener.held(mail);
    ended(mail, "held", "until the routing table says something else");
    return mail;
  }

  /** An operator has done something with it. */
  public void acted(String user, String done, QueuedMessage mail) {
    listener.acted(user, done, mail);
    ended(mail, done, "by " + user);
  }

  /** The sender is told that some recipients have the mail; returns the same. */
  public FollowUp.Confirm confirmed(FollowUp.Confirm confirm) {
    listener.confirmed(confirm);
    ended(confirm.message(), "delivered", "the sender is notified");
    return confirm;
  }

  private void ended(QueuedMessage mail, String status, String detail) {
    LogContext.about(
        mail.queueId(),
        () ->
            LOG.info(
                "{}: from={}, to={}, delay={}, status={} ({})",
                mail.queueId(),
                mail.envelope().reversePath(),
                paths(mail.envelope().recipients()),
                seconds(mail.ageAt(clock.instant())),
                status,
                detail));
  }

  private static String paths(List<Recipient> recipients) {
    return recipients.stream()
        .map(recipient -> recipient.forwardPath().toString())
        .collect(Collectors.joining(","));
  }

  private static String seconds(Duration duration) {
    return BigDecimal.valueOf(duration.toMillis(), 3).setScale(2, HALF_UP).toPlainString();
  }
}
