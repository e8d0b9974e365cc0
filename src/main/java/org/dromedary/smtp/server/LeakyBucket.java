package org.dromedary.smtp.server;

/**
 * Fills with events and leaks evenly. An event is worth some time, and what is in the bucket is the
 * time it needs to leak empty, so one number is all there is to keep. Times are in nanoseconds, of
 * a clock that never goes back.
 */
final class LeakyBucket {
  private long emptyAt;

  LeakyBucket(long now) {
    emptyAt = now;
  }

  /** How long it would leak. */
  long level(long now) {
    return Math.max(0, emptyAt - now);
  }

  /** Pours in, up to the capacity. */
  void add(long amount, long capacity, long now) {
    emptyAt = now + Math.min(capacity, level(now) + amount);
  }

  /** Takes out what is there of the amount. */
  void take(long amount, long now) {
    emptyAt = now + Math.max(0, level(now) - amount);
  }
}
