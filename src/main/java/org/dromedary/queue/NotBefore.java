package org.dromedary.queue;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * How mail waits that may not be routed yet. A delay queue holds mail of one delay, in the order in
 * which it is due; so a mail with a time of its own goes from one to a shorter one until its time
 * has come. It waits on disk all the while, and is routed at most a second late.
 */
public final class NotBefore {
  /** The delays that it waits for, one queue each. */
  public static final List<Duration> DELAYS =
      List.of(
          Duration.ofSeconds(1),
          Duration.ofSeconds(10),
          Duration.ofMinutes(1),
          Duration.ofMinutes(10),
          Duration.ofHours(1));

  private NotBefore() {}

  /** The longest of the delays that does not go beyond the time; the shortest if all do. */
  public static Duration delay(Instant now, Instant notBefore) {
    Duration left = Duration.between(now, notBefore);
    return DELAYS.reversed().stream()
        .filter(delay -> delay.compareTo(left) <= 0)
        .findFirst()
        .orElse(DELAYS.getFirst());
  }

  /** The mail on its way to the queue of that delay. */
  public static QueuedMessage deferred(QueuedMessage mail, Instant now, Duration delay) {
    String reason = "not before " + mail.submission().notBefore().orElseThrow();
    return mail.withRetry(new RetryState(0, Stage.ROUTE, Optional.of(now.plus(delay)), reason));
  }
}
