package org.dromedary.smtp.client;

import org.dromedary.mail.SmtpReply;

/**
 * A part of a conversation, without I/O: whoever leads it does what {@link #next} says until it
 * gives {@link Step.Finished}, hands in each reply, and tells when the conversation breaks.
 *
 * @param <R> what comes of it
 */
interface Dialogue<R> {
  /** What to do now. */
  Step<R> next();

  /** The reply that a {@link Step.Await} asked for. */
  void replied(SmtpReply reply);

  /** What came of it when the conversation ends here. */
  R broken(ConversationFailure failure);
}
