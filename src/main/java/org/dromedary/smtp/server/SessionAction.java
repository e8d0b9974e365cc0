package org.dromedary.smtp.server;

import java.nio.ByteBuffer;
import org.dromedary.mail.SmtpReply;

/** What the network edge does for an {@link SmtpSession}, in the order given. */
sealed interface SessionAction {

  record Send(SmtpReply reply) implements SessionAction {}

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
   * SmtpSession#mailAnswered}.
   */
  record HandOver(ReceivedMail mail) implements SessionAction {}

  /** End the connection once the replies are sent; remove the mail's file. */
  record Close() implements SessionAction {}
}
