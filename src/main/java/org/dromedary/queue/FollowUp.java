package org.dromedary.queue;

import java.time.Duration;
import java.util.List;

/** What must happen with the recipients of a mail that an attempt did not reach. */
public sealed interface FollowUp {
  QueuedMessage message();

  /**
   * To be tried again.
   *
   * @param message with the recipients that remain and the state of their retry
   * @param delay names the delay queue
   */
  record Retry(QueuedMessage message, Duration delay) implements FollowUp {}

  /**
   * Given up.
   *
   * @param message with the recipients that failed
   * @param failures one for each of them
   */
  record GiveUp(QueuedMessage message, List<DeliveryOutcome.Failed> failures) implements FollowUp {
    public GiveUp {
      failures = List.copyOf(failures);
    }
  }
}
