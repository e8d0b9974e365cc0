package org.dromedary.smtp.server;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;

/** How many connections all listeners have open. Safe for use by several threads. */
final class ServerConnections {
  /** As Postfix has it under stress. */
  private static final Duration STRESSED_TIMEOUT = Duration.ofSeconds(10);

  private static final int STRESS_PERCENT = 80;

  private final int maximum;
  private final AtomicInteger open = new AtomicInteger();

  ServerConnections(int maximum) {
    this.maximum = maximum;
  }

  /** Counts one more, unless that is too many; who gets true calls {@link #leave} once. */
  boolean enter() {
    if (open.incrementAndGet() > maximum) {
      open.decrementAndGet();
      return false;
    }
    return true;
  }

  /** One less. */
  void leave() {
    open.decrementAndGet();
  }

  /**
   * How long to wait for a command now: when connections are getting scarce, idle clients have to
   * make room.
   *
   * @param limit how long when there are enough
   */
  Duration commandTimeout(Duration limit) {
    boolean stressed = open.get() * 100L > (long) maximum * STRESS_PERCENT;
    return stressed && limit.compareTo(STRESSED_TIMEOUT) > 0 ? STRESSED_TIMEOUT : limit;
  }
}
