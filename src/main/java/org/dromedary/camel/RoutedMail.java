package org.dromedary.camel;

import org.dromedary.queue.QueuedMessage;

/**
 * A mail with those of its recipients that go the same way.
 *
 * @param message with just these recipients
 */
public record RoutedMail(QueuedMessage message, Way destination) {
  /** Which way. */
  public enum Way {
    LOCAL,
    REMOTE,
    /** Kept back by a rule of the routing table. */
    HELD,
    /** Aliases and rules lead from one to the other. */
    LOOP,
    /** The domain is local and the mailbox does not exist, or no longer. */
    UNKNOWN
  }
}
