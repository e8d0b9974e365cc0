package org.dromedary.smtp.server;

import java.time.Duration;

/**
 * Offences of one kind. They are forgiven with time and with what the client does right, but that
 * only slowly: else who knows one valid address or password could try any number of others.
 */
final class ClientOffences {
  private static final long ONE = Duration.ofMinutes(3).toNanos();

  /** What is done right this often makes up for one offence. */
  private static final int RIGHT_FOR_WRONG = 4;

  /** More are not counted without a limit, so that they are forgiven some day. */
  private static final int MOST = 100;

  private final LeakyBucket bucket;

  ClientOffences(long now) {
    bucket = new LeakyBucket(now);
  }

  /**
   * One more.
   *
   * @param limit more are not counted; 0 is none
   * @return how many are not forgiven; one that is partly forgiven counts
   */
  int add(int limit, long now) {
    bucket.add(ONE, (limit == 0 ? MOST : limit) * ONE, now);
    return Math.toIntExact((bucket.level(now) + ONE - 1) / ONE);
  }

  void doneRight(long now) {
    bucket.take(ONE / RIGHT_FOR_WRONG, now);
  }

  boolean isForgotten(long now) {
    return bucket.level(now) == 0;
  }
}
