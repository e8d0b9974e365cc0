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
    List<DeliveryOutcome.Suspended> suspended = report.of(DeliveryOutcome.Suspended.class);
    if (!suspended.isEmpty()) {
      result.add(suspend(report, suspended));
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

  /**
   * What deferred recipients have in common that wait together.
   *
   * @param warnings how many times the sender should have been told
   * @param until when they are given up
   */
  private record Wait(Duration delay, int warnings, Instant until) {}

  /** One for each kind of wait; who has come to the end of the lifetime is a failure. */
  private List<FollowUp> retries(DeliveryReport report, List<DeliveryOutcome.Failed> failures) {
    Instant now = clock.instant();
    double chance = random.nextDouble();
    Map<Wait, List<DeliveryOutcome.Deferred>> waits = new LinkedHashMap<>();
    for (DeliveryOutcome.Deferred deferred : report.of(DeliveryOutcome.Deferred.class)) {
      Optional<Wait> wait = waitOf(report, deferred, now, chance);
      wait.ifPresentOrElse(
          w -> waits.computeIfAbsent(w, each -> new ArrayList<>()).add(deferred),
          () -> failures.add(expired(deferred)));
    }
    List<FollowUp> followUps = new ArrayList<>(waits.size());
    waits.forEach(
        (wait, deferred) -> {
          followUps.add(
              waiting(report, deferred, attemptsOf(report), wait.delay(), wait.warnings()));
          warning(report, deferred, wait).ifPresent(followUps::add);
        });
    return followUps;
  }

  private static int attemptsOf(DeliveryReport report) {
    return report.message().retry().attempts() + 1;
  }

  /** Empty when the lifetime is over. */
  private Optional<Wait> waitOf(
      DeliveryReport report, DeliveryOutcome.Deferred deferred, Instant now, double chance) {
    QueuedMessage message = report.message();
    RetryPolicy policy = policies.of(report, deferred.recipient());
    Instant until = message.arrival().at().plus(policy.lifetime());
    Duration remaining = Duration.between(now, until);
    if (!remaining.isPositive()) {
      return Optional.empty();
    }
    Duration delay = policy.delayAfter(attemptsOf(report), isOfDns(deferred), chance);
    int warnings = Math.max(message.retry().warnings(), policy.warningsAt(message.ageAt(now)));
    return Optional.of(new Wait(notBeyond(remaining, delay, policy), warnings, until));
  }

  private static Optional<FollowUp> warning(
      DeliveryReport report, List<DeliveryOutcome.Deferred> deferred, Wait wait) {
    QueuedMessage message = report.message();
    List<DeliveryOutcome.Deferred> wanted =
        deferred.stream().filter(d -> d.recipient().wantsNotice(Notify.Condition.DELAY)).toList();
    // RFC 3461 §5.2: nothing is sent to the null reverse path
    if (wait.warnings() <= message.retry().warnings()
        || wanted.isEmpty()
        || message.envelope().reversePath().isNull()) {
      return Optional.empty();
    }
    List<Recipient> recipients = wanted.stream().map(DeliveryOutcome::recipient).toList();
    return Optional.of(new FollowUp.Warn(message.withRecipients(recipients), wanted, wait.until()));
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
    RetryState before = report.message().retry();
    return waiting(
        report, postponed, before.attempts(), policies.postponement(), before.warnings());
  }

  private static FollowUp route(DeliveryReport report, List<DeliveryOutcome.Rerouted> rerouted) {
    List<Recipient> recipients = rerouted.stream().map(DeliveryOutcome::recipient).toList();
    QueuedMessage message = report.message();
    return new FollowUp.Route(
        message.withRecipients(recipients).withRetry(message.retry().routed()));
  }

  private static FollowUp suspend(
      DeliveryReport report, List<DeliveryOutcome.Suspended> suspended) {
    RetryState before = report.message().retry();
    RetryState state =
        new RetryState(
            before.attempts(),
            report.stage(),
            Optional.empty(),
            suspended.getFirst().reply().toString(),
            before.warnings());
    List<Recipient> recipients = suspended.stream().map(DeliveryOutcome::recipient).toList();
    return new FollowUp.Suspend(report.message().withRecipients(recipients).withRetry(state));
  }

  private FollowUp waiting(
      DeliveryReport report,
      List<? extends DeliveryOutcome> outcomes,
      int attempts,
      Duration delay,
      int warnings) {
    RetryState state =
        new RetryState(
            attempts,
            report.stage(),
            Optional.of(clock.instant().plus(delay)),
            outcomes.getFirst().reply().toString(),
            warnings);
    List<Recipient> recipients = outcomes.stream().map(DeliveryOutcome::recipient).toList();
    return new FollowUp.Retry(report.message().withRecipients(recipients).withRetry(state), delay);
  }

  private static DeliveryOutcome.Failed expired(DeliveryOutcome.Deferred deferred) {
    return new DeliveryOutcome.Failed(deferred.recipient(), deferred.relay(), deferred.reply());
  }
}
