package org.dromedary.queue;

import java.util.Optional;

/**
 * A mail as it lies on a queue: with some of the recipients of what was accepted under its queue
 * id.
 *
 * @param position the number that the queue gave it; not the same when it lies elsewhere later
 * @param taken a route works on it, so it cannot be acted on
 * @param mail its content is read from the queue when it is opened, for as long as the mail is
 *     there
 * @param hold of an operator
 * @param deadReason why a route failed on it
 * @param deadFrom the queue that it was on then
 */
public record QueueEntry(
    String queue,
    long position,
    boolean taken,
    QueuedMessage mail,
    Optional<Hold> hold,
    Optional<String> deadReason,
    Optional<String> deadFrom) {

  /** What it waits for; one that is taken may still wait for a connection. */
  public MailState state() {
    return MailState.of(queue, mail, taken);
  }
}
