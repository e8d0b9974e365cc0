package org.dromedary.queue;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.dromedary.mail.Notify;
import org.dromedary.mail.Recipient;

/**
 * Decides what happens after an attempt: deferred recipients are tried again by the retry policy or
 * given up at the end of their lifetime, failed ones are given up, postponed ones wait a moment,
 * and of delivered ones the sender is told who asked for it. Pure but for the clock.
 */
public final class FollowUpPolicy {
  /** How long a mail is put aside for which its next hop has no room. */
  private static final Duration POSTPONEMENT = Duration.ofSeconds(60);

  private final RetryPolicy policy;
  private final InstantSource clock;

  public FollowUpPolicy(RetryPolicy policy, InstantSource clock) {
    this.policy = policy;
    this.clock = clock;
  }

  /** What must happen after this attempt; mostly nothing when every recipient was delivered. */
  public List<FollowUp> after(DeliveryReport report) {
    List<FollowUp> result = new ArrayList<>(2);
    List<DeliveryOutcome.Failed> failures =
        new ArrayList<>(report.of(DeliveryOutcome.Failed.class));
    List<DeliveryOutcome.Deferred> deferred = report.of(DeliveryOutcome.Deferred.class);
    if (!deferred.isEmpty()) {
      Instant now = clock.instant();
      if (now.isBefore(expiresAt(report.message()))) {
        result.add(retry(report, deferred, now));
      } else {
        deferred.forEach(d -> failures.add(expired(d)));
      }
    }
    List<DeliveryOutcome.Postponed> postponed = report.of(DeliveryOutcome.Postponed.class);
    if (!postponed.isEmpty()) {
      result.add(postpone(report, postponed));
    }
    List<DeliveryOutcome.Rerouted> rerouted = report.of(DeliveryOutcome.Rerouted.class);
    if (!rerouted.isEmpty()) {
      result.add(route(report, rerouted));
    }
    if (!failures.isEmpty()) {
      List<Recipient> recipients = failures.stream().map(DeliveryOutcome::recipient).toList();
      result.add(new FollowUp.GiveUp(report.message().withRecipients(recipients), failures));
    }
    confirmation(report).ifPresent(result::add);
    return result;
  }

  private static Optional<FollowUp> confirmation(DeliveryReport report) {
    QueuedMessage message = report.message();
    List<DeliveryOutcome.Delivered> wanted =
        report.of(DeliveryOutcome.Delivered.class).stream()
            .filter(FollowUpPolicy::wantsConfirmation)
            .toList();
    // RFC 3461 §5.2: nothing is sent to the null reverse path
    if (wanted.isEmpty() || message.envelope().reversePath().isNull()) {
      return Optional.empty();
    }
    List<Recipient> recipients = wanted.stream().map(DeliveryOutcome::recipient).toList();
    return Optional.of(
        new FollowUp.Confirm(message.withRecipients(recipients), report.stage(), wanted));
  }

  /** RFC 3461 §5.2.1, §5.2.2: a relay that offers DSN was asked to tell the sender itself. */
  private static boolean wantsConfirmation(DeliveryOutcome.Delivered delivered) {
    return !delivered.relayNotifies()
        && delivered.recipient().wantsNotice(Notify.Condition.SUCCESS);
  }

  /** Every delay that can be asked for: one delay queue each. */
  public List<Duration> delays() {
    List<Duration> delays = new ArrayList<>(policy.delays());
    if (!delays.contains(postponement())) {
      delays.add(postponement());
    }
    return delays;
  }

  private Instant expiresAt(QueuedMessage message) {
    return message.arrival().at().plus(policy.lifetime());
  }

  private FollowUp retry(
      DeliveryReport report, List<DeliveryOutcome.Deferred> deferred, Instant now) {
    int attempts = report.message().retry().attempts() + 1;
    Duration remaining = Duration.between(now, expiresAt(report.message()));
    Duration delay = notBeyond(remaining, policy.delayAfter(attempts));
    return waiting(report, deferred, attempts, delay);
  }

  /** The last attempt should come at the end of the lifetime, not hours after it. */
  private Duration notBeyond(Duration remaining, Duration delay) {
    if (delay.compareTo(remaining) <= 0) {
      return delay;
    }
    Duration best = policy.delays().first();
    for (Duration candidate : policy.delays()) {
      if (candidate.compareTo(remaining) <= 0) {
        best = candidate;
      }
    }
    return best;
  }

  private FollowUp postpone(DeliveryReport report, List<DeliveryOutcome.Postponed> postponed) {
    return waiting(report, postponed, report.message().retry().attempts(), postponement());
  }

  private static FollowUp route(DeliveryReport report, List<DeliveryOutcome.Rerouted> rerouted) {
    List<Recipient> recipients = rerouted.stream().map(DeliveryOutcome::recipient).toList();
    QueuedMessage message = report.message();
    return new FollowUp.Route(
        message.withRecipients(recipients).withRetry(message.retry().routed()));
  }

  private Duration postponement() {
    return policy.delay().compareTo(POSTPONEMENT) < 0 ? policy.delay() : POSTPONEMENT;
  }

  private FollowUp waiting(
      DeliveryReport report,
      List<? extends DeliveryOutcome> outcomes,
      int attempts,
      Duration delay) {
    RetryState state =
        new RetryState(
            attempts,
            report.stage(),
            Optional.of(clock.instant().plus(delay)),
            outcomes.getFirst().reply().toString());
    List<Recipient> recipients = outcomes.stream().map(DeliveryOutcome::recipient).toList();
    return new FollowUp.Retry(report.message().withRecipients(recipients).withRetry(state), delay);
  }

  private static DeliveryOutcome.Failed expired(DeliveryOutcome.Deferred deferred) {
    return new DeliveryOutcome.Failed(deferred.recipient(), deferred.relay(), deferred.reply());
  }
}
