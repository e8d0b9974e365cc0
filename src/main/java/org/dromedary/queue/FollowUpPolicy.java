package org.dromedary.queue;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableSet;
import java.util.Optional;
import java.util.random.RandomGenerator;
import org.dromedary.mail.Notify;
import org.dromedary.mail.Recipient;
import org.dromedary.routing.RetryPolicy;

/**
 * Decides what happens after an attempt: deferred recipients are tried again by the retry policy or
 * given up at the end of their lifetime, failed ones are given up, postponed ones wait a moment,
 * and of delivered ones the sender is told who asked for it. Pure but for the clock.
 */
public final class FollowUpPolicy {
  /** RFC 3463 §3.5: X.4.3, directory server failure. */
  private static final String DNS_FAILURE = "4.3";

  private final RetryPolicies policies;
  private final InstantSource clock;
  private final RandomGenerator random;

  /**
   * @param policies asked for each deferred recipient
   * @param random for jitter
   */
  public FollowUpPolicy(RetryPolicies policies, InstantSource clock, RandomGenerator random) {
    this.policies = policies;
    this.clock = clock;
    this.random = random;
  }

  /** What must happen after this attempt; mostly nothing when every recipient was delivered. */
  public List<FollowUp> after(DeliveryReport report) {
    List<FollowUp> result = new ArrayList<>(2);
    List<DeliveryOutcome.Failed> failures =
        new ArrayList<>(report.of(DeliveryOutcome.Failed.class));
    result.addAll(retries(report, failures));
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

  /** One for each delay; who has come to the end of the lifetime is a failure. */
  private List<FollowUp> retries(DeliveryReport report, List<DeliveryOutcome.Failed> failures) {
    Instant now = clock.instant();
    int attempts = report.message().retry().attempts() + 1;
    double chance = random.nextDouble();
    Map<Duration, List<DeliveryOutcome.Deferred>> byDelay = new LinkedHashMap<>();
    for (DeliveryOutcome.Deferred deferred : report.of(DeliveryOutcome.Deferred.class)) {
      RetryPolicy policy = policies.of(report, deferred.recipient());
      Duration remaining =
          Duration.between(now, report.message().arrival().at().plus(policy.lifetime()));
      if (remaining.isPositive()) {
        Duration delay = policy.delayAfter(attempts, isOfDns(deferred), chance);
        byDelay
            .computeIfAbsent(notBeyond(remaining, delay, policy), d -> new ArrayList<>())
            .add(deferred);
      } else {
        failures.add(expired(deferred));
      }
    }
    List<FollowUp> retries = new ArrayList<>(byDelay.size());
    byDelay.forEach((delay, deferred) -> retries.add(waiting(report, deferred, attempts, delay)));
    return retries;
  }

  private static boolean isOfDns(DeliveryOutcome.Deferred deferred) {
    return deferred
        .reply()
        .status()
        .filter(s -> DNS_FAILURE.equals(s.subject() + "." + s.detail()))
        .isPresent();
  }

  /** The last attempt should come at the end of the lifetime, not hours after it. */
  private static Duration notBeyond(Duration remaining, Duration delay, RetryPolicy policy) {
    if (delay.compareTo(remaining) <= 0) {
      return delay;
    }
    NavigableSet<Duration> queues = policy.queues();
    Duration best = queues.floor(remaining);
    return best == null ? queues.first() : best;
  }

  private FollowUp postpone(DeliveryReport report, List<DeliveryOutcome.Postponed> postponed) {
    return waiting(report, postponed, report.message().retry().attempts(), policies.postponement());
  }

  private static FollowUp route(DeliveryReport report, List<DeliveryOutcome.Rerouted> rerouted) {
    List<Recipient> recipients = rerouted.stream().map(DeliveryOutcome::recipient).toList();
    QueuedMessage message = report.message();
    return new FollowUp.Route(
        message.withRecipients(recipients).withRetry(message.retry().routed()));
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
