package org.dromedary.queue;

import java.time.Duration;
import java.time.Instant;
import java.util.List;

/** What must happen after an attempt with some of the recipients of a mail. */
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
   * To wait until its next hop is tried again.
   *
   * @param message with the recipients that are not tried
   */
  record Suspend(QueuedMessage message) implements FollowUp {}

  /**
   * To be routed again, at once.
   *
   * @param message with the recipients that the table has another way for
   */
  record Route(QueuedMessage message) implements FollowUp {}

  /**
   * Still tried, and its sender is to be told that it waits.
   *
   * @param message with the recipients of which the sender wants to hear, from a reverse path that
   *     is not null
   * @param delays one for each of them
   * @param until when it will be given up
   */
  record Warn(QueuedMessage message, List<DeliveryOutcome.Deferred> delays, Instant until)
      implements FollowUp {
    public Warn {
      delays = List.copyOf(delays);
    }
  }

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

  /**
   * Delivered, and the sender wants to hear of it from us (RFC 3461 §5.2.2, §5.2.3).
   *
   * @param message with the recipients that were delivered, from a reverse path that is not null
   * @param stage local, or remote when a relay has it
   * @param deliveries one for each of the recipients
   */
  record Confirm(QueuedMessage message, Stage stage, List<DeliveryOutcome.Delivered> deliveries)
      implements FollowUp {
    public Confirm {
      deliveries = List.copyOf(deliveries);
    }
  }
}
