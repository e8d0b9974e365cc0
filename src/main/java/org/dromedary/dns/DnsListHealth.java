package org.dromedary.dns;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.LongAdder;

/**
 * Whether a list has answered of late. One that failed some times in a row is left alone for a
 * while: else each client would wait for it. Safe for use by several threads.
 */
final class DnsListHealth {
  private static final int FAILURES = 3;
  private static final Duration PENALTY = Duration.ofMinutes(1);

  private final InstantSource clock;
  private final AtomicInteger inARow = new AtomicInteger();
  private final LongAdder all = new LongAdder();
  private volatile Instant askedAgainAt = Instant.MIN;

  DnsListHealth(InstantSource clock) {
    this.clock = clock;
  }

  boolean isAsked() {
    return !clock.instant().isBefore(askedAgainAt);
  }

  void answered() {
    inARow.set(0);
  }

  /** True when this failure is the one after which it is left alone. */
  boolean failed() {
    all.increment();
    if (inARow.incrementAndGet() < FAILURES) {
      return false;
    }
    inARow.set(0);
    askedAgainAt = clock.instant().plus(PENALTY);
    return true;
  }

  /** Since the start. */
  long failures() {
    return all.sum();
  }
}
