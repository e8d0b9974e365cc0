package org.dromedary.queue;

import java.time.Duration;
import java.util.SortedSet;
import java.util.TreeSet;

/**
 * When a deferred mail is tried again and when it is given up; the terms are those of Camel's
 * RedeliveryPolicy.
 *
 * @param delay before the second attempt; whole seconds, at least one
 * @param backOffMultiplier what each further delay is multiplied by; 1, or from 1.2 to 10
 * @param maximumDelay no delay is longer
 * @param lifetime counted from the arrival; after it the mail fails
 */
public record RetryPolicy(
    Duration delay, double backOffMultiplier, Duration maximumDelay, Duration lifetime) {

  /** Five minutes, doubling to four hours, five days. */
  public static final RetryPolicy DEFAULTS =
      new RetryPolicy(Duration.ofMinutes(5), 2, Duration.ofHours(4), Duration.ofDays(5));

  public RetryPolicy {
    if (delay.toSeconds() < 1 || maximumDelay.compareTo(delay) < 0) {
      throw new IllegalArgumentException(
          "the retry delay is at least one second and at most the maximum delay");
    }
    // a smaller step would need hundreds of delay queues
    if (backOffMultiplier != 1 && !(backOffMultiplier >= 1.2 && backOffMultiplier <= 10)) {
      throw new IllegalArgumentException("the back-off multiplier is 1, or from 1.2 to 10");
    }
  }

  /** The delay after the given number of failed attempts (one or more), in whole seconds. */
  public Duration delayAfter(int attempts) {
    double seconds =
        (double) delay.toSeconds() * Math.pow(backOffMultiplier, Math.min(attempts, 200) - 1.0);
    return Duration.ofSeconds((long) Math.min(seconds, (double) maximumDelay.toSeconds()));
  }

  /** Every delay this policy can give: one delay queue each. */
  public SortedSet<Duration> delays() {
    SortedSet<Duration> delays = new TreeSet<>();
    Duration longest = delayAfter(Integer.MAX_VALUE);
    // whole seconds: a small step may give the same delay twice and a longer one after it
    for (int attempts = 1; !delays.contains(longest); attempts++) {
      delays.add(delayAfter(attempts));
    }
    return delays;
  }
}
