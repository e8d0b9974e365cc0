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
 */
public record RetryState(
    int attempts, Stage stage, Optional<Instant> nextAttemptAt, String lastReply) {
  /** Of a mail that was never tried. */
  public static final RetryState NEW = new RetryState(0, Stage.REMOTE, Optional.empty(), "");

  /** The same once more, of a mail that has been routed: no copies are made of it any more. */
  public RetryState routed() {
    return new RetryState(Math.max(1, attempts), stage, nextAttemptAt, lastReply);
  }
}
