package org.dromedary.queue;

import java.time.Instant;
import java.util.Optional;

/**
 * What the attempts so far have come to.
 *
 * @param attempts failed attempts; 0 for a mail that was never tried, nor routed and kept back
 * @param stage where the next attempt happens
 * @param nextAttemptAt when it is due; empty when it is due now
 * @param lastReply why it waits, on one line; empty when it was never tried
 * @param warnings how many times the sender was told that it waits
 */
public record RetryState(
    int attempts, Stage stage, Optional<Instant> nextAttemptAt, String lastReply, int warnings) {
  /** Of a mail that was never tried. */
  public static final RetryState NEW = new RetryState(0, Stage.REMOTE, Optional.empty(), "");

  /** Of a mail whose sender was not told that it waits. */
  public RetryState(int attempts, Stage stage, Optional<Instant> nextAttemptAt, String lastReply) {
    this(attempts, stage, nextAttemptAt, lastReply, 0);
  }

  /** The same of a mail that is not waiting for a time any more. */
  public RetryState dueNow() {
    return new RetryState(attempts, stage, Optional.empty(), lastReply, warnings);
  }

  /** The same with another reason why it waits, or is where it is. */
  public RetryState because(String reply) {
    return new RetryState(attempts, stage, nextAttemptAt, reply, warnings);
  }

  /** The same once more, of a mail that has been routed: no copies are made of it any more. */
  public RetryState routed() {
    return new RetryState(Math.max(1, attempts), stage, nextAttemptAt, lastReply, warnings);
  }
}
