package org.dromedary.queue;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * How many notices go to one domain, or address, in an hour: who sends to many bad addresses in
 * somebody else's name must not make us flood that one. Safe for use by several threads.
 */
public final class NoticeLimit<K> {
  public static final int DEFAULT_PER_HOUR = 1000;

  private static final Duration HOUR = Duration.ofHours(1);
  private static final int MAXIMUM_KEYS = 10_000;

  private record Count(Instant since, int notices) {}

  private final int perHour;
  private final InstantSource clock;
  private final Map<K, Count> counts =
      new LinkedHashMap<>() {
        @Override
        protected boolean removeEldestEntry(Map.Entry<K, Count> eldest) {
          return size() > MAXIMUM_KEYS;
        }
      };

  /**
   * @param perHour 0 for no limit
   */
  public NoticeLimit(int perHour, InstantSource clock) {
    this.perHour = perHour;
    this.clock = clock;
  }

  /** Whether one more may go there; it counts then. */
  public synchronized boolean take(K to) {
    if (perHour == 0) {
      return true;
    }
    Instant now = clock.instant();
    Count count = counts.remove(to);
    Count next =
        count == null || !now.isBefore(count.since().plus(HOUR))
            ? new Count(now, 1)
            : new Count(count.since(), Math.min(count.notices(), perHour) + 1);
    counts.put(to, next);
    return next.notices() <= perHour;
  }
}
