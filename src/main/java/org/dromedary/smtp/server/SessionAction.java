package org.dromedary.smtp.server;

import java.nio.ByteBuffer;
import java.time.Duration;
import org.dromedary.mail.SmtpReply;

/** What the network edge does for an {@link SmtpSession}, in the order given. */
sealed interface SessionAction {

  /** Neither 4yz nor 5yz. */
  record Send(SmtpReply reply) implements SessionAction {}

  /** Send the reply of the refusal, and tell the {@link RefusalListener}. */
  record Refuse(Refusal refusal) implements SessionAction {}

  /** Ask, and tell the session with {@link SmtpSession#recipientDecided}. */
  record CheckRecipient(RecipientRequest request) implements SessionAction {}

  /**
   * Append the octets to the mail's file and tell the session with {@link
   * SmtpSession#contentStored} or {@link SmtpSession#contentNotStored}; they do not change until
   * then.
   */
  record StoreContent(ByteBuffer octets) implements SessionAction {}

  /** Remove the mail's file, if there is one. */
  record DiscardContent() implements SessionAction {}

  /**
   * Hand the mail on, with its file if there is one, and tell the session with {@link
   * SmtpSession#mailAnswered} or {@link SmtpSession#mailRefused}.
   */
  record HandOver(ReceivedMail mail) implements SessionAction {}

  /**
   * Begin TLS as the server once the replies so far are on their way, and tell the session with
   * {@link SmtpSession#tlsStarted}; nothing that came in the clear may follow.
   */
  record StartTls() implements SessionAction {}

  /** Ask, and tell the session with {@link SmtpSession#authenticationDecided}. */
  record Authenticate(Credentials credentials) implements SessionAction {}

  /** Read nothing, and tell the session with {@link SmtpSession#resumed} when the time is over. */
  record Pause(Duration time) implements SessionAction {}

  /**
   * End the connection once the replies are sent; remove the mail's file.
   *
   * @param isClientDone whether the client said that it sends nothing more
   */
  record Close(boolean isClientDone) implements SessionAction {}
}
