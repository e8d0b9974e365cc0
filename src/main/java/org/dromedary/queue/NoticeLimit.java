package org.dromedary.queue;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.Map;
import org.dromedary.mail.Domain;

/**
 * How many failure notifications go to one domain in an hour: who sends to many bad addresses in
 * somebody else's name must not make us flood that one. Safe for use by several threads.
 */
public final class NoticeLimit {
  public static final int DEFAULT_PER_HOUR = 1000;

  private static final Duration HOUR = Duration.ofHours(1);
  private static final int MAXIMUM_DOMAINS = 10_000;

  private record Count(Instant since, int notices) {}

  private final int perHour;
  private final InstantSource clock;
  private final Map<Domain, Count> counts =
      new LinkedHashMap<>() {
        @Override
        protected boolean removeEldestEntry(Map.Entry<Domain, Count> eldest) {
          return size() > MAXIMUM_DOMAINS;
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
  public synchronized boolean take(Domain domain) {
    if (perHour == 0) {
      return true;
    }
    Instant now = clock.instant();
    Count count = counts.remove(domain);
    Count next =
        count == null || !now.isBefore(count.since().plus(HOUR))
            ? new Count(now, 1)
            : new Count(count.since(), Math.min(count.notices(), perHour) + 1);
    counts.put(domain, next);
    return next.notices() <= perHour;
  }
}
