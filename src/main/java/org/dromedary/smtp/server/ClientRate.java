package org.dromedary.smtp.server;

import java.time.Duration;

/**
 * Events of one kind per minute. As many as the limit may come at once; what is over the limit is
 * not counted, so that a client who asks too often still gets its share.
 */
final class ClientRate {
  private static final long MINUTE = Duration.ofMinutes(1).toNanos();

  private final LeakyBucket bucket;

  ClientRate(long now) {
    bucket = new LeakyBucket(now);
  }

  /**
   * Counts one, if there is room for it.
   *
   * @param perMinute the limit; 0 is none
   */
  boolean count(int perMinute, long now) {
    if (perMinute == 0) {
      return true;
    }
    long amount = MINUTE / perMinute;
    if (bucket.level(now) + amount > MINUTE) {
      return false;
    }
    bucket.add(amount, MINUTE, now);
    return true;
  }

  boolean isForgotten(long now) {
    return bucket.level(now) == 0;
  }
}
