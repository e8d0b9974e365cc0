package org.dromedary.delivery;

import java.io.IOException;
import org.dromedary.queue.QueuedMessage;

/** The way of one worker to its next hop. Used by one thread. */
interface MailChannel extends AutoCloseable {
  /**
   * Makes one attempt; blocks as long as the next hop takes.
   *
   * @throws IOException when the content cannot be read: a fault of ours
   */
  AttemptResult deliver(QueuedMessage message) throws IOException;

  /** Whether the next attempt needs no new connection; it may have ended without our knowing. */
  boolean isConnected();

  @Override
  void close();
}
