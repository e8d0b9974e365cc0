package org.dromedary.smtp.client;

import org.dromedary.mail.MailContent;

/**
 * What a dialogue wants next of the connection it is led on.
 *
 * @param <R> what comes of the dialogue
 */
sealed interface Step<R> {
  /** Write these commands; more may follow before they are flushed. */
  @SuppressWarnings("ArrayRecordComponent") // written, never compared
  record Write<R>(SmtpStage stage, byte[] octets) implements Step<R> {}

  /** Write the content of the mail and the final dot. */
  record WriteContent<R>(MailContent content) implements Step<R> {}

  /** Read a reply and hand it to the dialogue. */
  record Await<R>(SmtpStage stage) implements Step<R> {}

  /** Go on encrypted. */
  record StartTls<R>() implements Step<R> {}

  /** The dialogue is over. */
  record Finished<R>(R result) implements Step<R> {}
}
