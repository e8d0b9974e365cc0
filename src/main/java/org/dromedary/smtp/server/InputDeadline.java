package org.dromedary.smtp.server;

import java.time.Duration;
import java.util.function.Supplier;

/**
 * Until when a client must have sent what is awaited; make one for each command and each mail.
 * Pure: times are nanoseconds of a clock that never goes back. Not for use by several threads.
 */
final class InputDeadline {
  /** Not counted for the rate: a connection takes some time to get going. */
  static final Duration GRACE = Duration.ofSeconds(30);

  private static final double SECOND = Duration.ofSeconds(1).toNanos();

  private final Supplier<Duration> limit;
  private final boolean eachInputCounts;
  private final int minimumRate;
  private long waitingSince;
  private long receivingSince;
  private long received;

  private InputDeadline(
      Supplier<Duration> limit, boolean eachInputCounts, int minimumRate, long now) {
    this.limit = limit;
    this.eachInputCounts = eachInputCounts;
    this.minimumRate = minimumRate;
    this.waitingSince = now;
    this.receivingSince = now;
  }

  /**
   * A whole command line must come within the limit, however its octets drip.
   *
   * @param limit asked each time, since it may become shorter meanwhile
   */
  static InputDeadline ofCommand(Supplier<Duration> limit, long now) {
    return new InputDeadline(limit, false, 0, now);
  }

  /**
   * Some octets must come within each {@code silence}, and on average as many as the rate asks for.
   *
   * @param minimumRate octets per second; 0 asks for none
   */
  static InputDeadline ofData(Duration silence, int minimumRate, long now) {
    return new InputDeadline(() -> silence, true, minimumRate, now);
  }

  /** Input came. */
  void received(int octets, long now) {
    received += octets;
    if (eachInputCounts) {
      waitingSince = now;
    }
  }

  /** The client could not send during this time, since we did not read: it does not count. */
  void excuse(Duration notRead) {
    waitingSince += notRead.toNanos();
    receivingSince += notRead.toNanos();
  }

  /** How long the client has from now on; zero or less when that is over. */
  Duration left(long now) {
    Duration untilSilence = limit.get().minusNanos(now - waitingSince);
    if (minimumRate == 0) {
      return untilSilence;
    }
    long earned = (long) (received * SECOND / minimumRate);
    Duration untilSlow = GRACE.plusNanos(earned).minusNanos(now - receivingSince);
    return untilSlow.compareTo(untilSilence) < 0 ? untilSlow : untilSilence;
  }
}
