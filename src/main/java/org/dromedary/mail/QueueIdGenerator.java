package org.dromedary.mail;

import java.time.InstantSource;
import java.util.random.RandomGenerator;

/**
 * Makes queue ids: 16 characters of Crockford's base 32, the first nine from the clock in
 * milliseconds (so that ids sort by arrival), seven (35 bits) random, so that routers need not know
 * of each other. Safe for use by several threads if the random generator is.
 */
public final class QueueIdGenerator {
  private static final String DIGITS = "0123456789ABCDEFGHJKMNPQRSTVWXYZ";
  private static final int TIME_DIGITS = 9;
  private static final int LENGTH = 16;

  private final InstantSource clock;
  private final RandomGenerator random;

  public QueueIdGenerator(InstantSource clock, RandomGenerator random) {
    this.clock = clock;
    this.random = random;
  }

  /** A queue id that was not given before. */
  public QueueId next() {
    char[] id = new char[LENGTH];
    put(id, 0, TIME_DIGITS, clock.millis());
    put(id, TIME_DIGITS, LENGTH, random.nextLong());
    return new QueueId(new String(id));
  }

  private static void put(char[] id, int from, int to, long bits) {
    long rest = bits;
    for (int i = to - 1; i >= from; i--) {
      id[i] = DIGITS.charAt((int) (rest & 31));
      rest >>>= 5;
    }
  }
}
