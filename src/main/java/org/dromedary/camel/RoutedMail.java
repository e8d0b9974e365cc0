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
    /** The domain is local and the mailbox does not exist, or no longer. */
    UNKNOWN
  }
}
