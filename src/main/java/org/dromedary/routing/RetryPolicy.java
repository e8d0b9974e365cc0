package org.dromedary.routing;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.NavigableSet;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.dromedary.mail.DurationText;

/**
 * When a deferred mail is tried again and when it is given up.
 *
 * @param name for people
 * @param delays before the second attempt, the third and so on, the last of them again and again;
 *     at least one, whole seconds, each at least one
 * @param jitter by what part a delay is shorter or longer at random, so that mails that failed
 *     together do not come together; 0 to 0.5
 * @param dnsDelay no delay is longer when the name servers are what failed
 * @param lifetime counted from the arrival; after it the mail fails
 * @param warnAfter ages at which the sender is told that the mail waits, the least first; at the
 *     first attempt that fails after each
 */
public record RetryPolicy(
    String name,
    List<Duration> delays,
    double jitter,
    Duration dnsDelay,
    Duration lifetime,
    List<Duration> warnAfter) {
  public static final Duration DEFAULT_DELAY = Duration.ofMinutes(5);
  public static final double DEFAULT_BACK_OFF_MULTIPLIER = 2;
  public static final Duration DEFAULT_MAXIMUM_DELAY = Duration.ofHours(4);
  public static final Duration DEFAULT_DNS_DELAY = Duration.ofMinutes(15);
  public static final Duration DEFAULT_LIFETIME = Duration.ofDays(5);

  public static final List<Duration> DEFAULT_WARN_AFTER = List.of(Duration.ofHours(4));

  /** Each is a delay queue, or three. */
  static final int MAXIMUM_DELAYS = 110;

  /** Five minutes, doubling to four hours, five days. */
  public static final RetryPolicy DEFAULTS =
      new RetryPolicy(
          "default",
          backOff(DEFAULT_DELAY, DEFAULT_BACK_OFF_MULTIPLIER, DEFAULT_MAXIMUM_DELAY),
          0,
          DEFAULT_DNS_DELAY,
          DEFAULT_LIFETIME,
          DEFAULT_WARN_AFTER);

  public RetryPolicy {
    delays = List.copyOf(delays);
    warnAfter = warnAfter.stream().sorted().toList();
    if (delays.isEmpty()
        || delays.size() > MAXIMUM_DELAYS
        || delays.stream().anyMatch(delay -> delay.toSeconds() < 1)
        || dnsDelay.toSeconds() < 1) {
      throw new IllegalArgumentException("a retry delay is at least one second");
    }
    if (!(jitter >= 0 && jitter <= 0.5)) {
      throw new IllegalArgumentException("the jitter is at most a half");
    }
  }

  /**
   * Delays in the terms of Camel's RedeliveryPolicy.
   *
   * @param delay the first; at least one second
   * @param multiplier what each further delay is multiplied by; 1, or from 1.2 to 10
   * @param maximum no delay is longer
   * @throws IllegalArgumentException when one of them is out of its bounds
   */
  public static List<Duration> backOff(Duration delay, double multiplier, Duration maximum) {
    if (delay.toSeconds() < 1 || maximum.compareTo(delay) < 0) {
      throw new IllegalArgumentException(
          "the retry delay is at least one second and at most the maximum delay");
    }
    // a smaller step would need hundreds of delay queues
    if (multiplier != 1 && !(multiplier >= 1.2 && multiplier <= 10)) {
      throw new IllegalArgumentException("the back-off multiplier is 1, or from 1.2 to 10");
    }
    List<Duration> delays = new ArrayList<>();
    double seconds = delay.toSeconds();
    while (multiplier > 1 && seconds < maximum.toSeconds()) {
      delays.add(Duration.ofSeconds((long) seconds));
      seconds *= multiplier;
    }
    delays.add(multiplier > 1 ? Duration.ofSeconds(maximum.toSeconds()) : delay);
    return delays;
  }

  /**
   * The delay after an attempt, in whole seconds.
   *
   * @param attempts how many have failed; one or more
   * @param dnsFailed whether the name servers are what failed
   * @param chance from 0 to 1, which the jitter goes by
   */
  public Duration delayAfter(int attempts, boolean dnsFailed, double chance) {
    Duration delay = delays.get(Math.min(attempts, delays.size()) - 1);
    List<Duration> around = around(dnsFailed ? atMostDnsDelay(delay) : delay);
    return around.get(Math.min((int) (chance * around.size()), around.size() - 1));
  }

  private Duration atMostDnsDelay(Duration delay) {
    return delay.compareTo(dnsDelay) < 0 ? delay : dnsDelay;
  }

  /** With jitter three: mails of one delay queue have one delay, so it cannot be any. */
  private List<Duration> around(Duration delay) {
    return jitter == 0
        ? List.of(delay)
        : List.of(times(delay, 1 - jitter), delay, times(delay, 1 + jitter));
  }

  private static Duration times(Duration delay, double factor) {
    return Duration.ofSeconds(Math.max(1, Math.round((double) delay.toSeconds() * factor)));
  }

  /** How many times the sender of a mail of this age should have been told that it waits. */
  public int warningsAt(Duration age) {
    return (int) warnAfter.stream().filter(threshold -> threshold.compareTo(age) <= 0).count();
  }

  /** Every delay this policy can give: one delay queue each. */
  public NavigableSet<Duration> queues() {
    return Stream.concat(delays.stream(), delays.stream().map(this::atMostDnsDelay))
        .map(this::around)
        .flatMap(Collection::stream)
        .collect(Collectors.toCollection(TreeSet::new));
  }

  /** {@code after 5m, 10m, 20m, then every 20m, for 5d}. */
  @Override
  public String toString() {
    String listed = delays.stream().map(DurationText::of).collect(Collectors.joining(", "));
    String around = jitter == 0 ? "" : ", " + Math.round(jitter * 100) + "% more or less";
    return "after "
        + listed
        + ", then every "
        + DurationText.of(delays.getLast())
        + around
        + ", for "
        + DurationText.of(lifetime);
  }
}
