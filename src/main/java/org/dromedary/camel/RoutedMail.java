package org.dromedary.camel;

import java.time.Duration;
import org.dromedary.queue.QueuedMessage;

/**
 * A mail with those of its recipients that go the same way.
 *
 * @param message with just these recipients
 * @param delay before it is routed again; nothing unless it is {@link Way#LATER}
 */
public record RoutedMail(QueuedMessage message, Way destination, Duration delay) {

  /** A part that goes on at once. */
  public RoutedMail(QueuedMessage message, Way destination) {
    this(message, destination, Duration.ZERO);
  }

  /** Which way. */
  public enum Way {
    LOCAL,
    REMOTE,
    /** To a mailing list, or to who serves it. */
    LIST,
    /** Kept back by a rule of the routing table. */
    HELD,
    /** Aliases and rules lead from one to the other. */
    LOOP,
    /** The domain is local and the mailbox does not exist, or no longer. */
    UNKNOWN,
    /** Its time has not come: the whole mail waits for it. */
    LATER
  }
}
