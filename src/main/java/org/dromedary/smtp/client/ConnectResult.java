package org.dromedary.smtp.client;

import org.dromedary.mail.SmtpReply;

/** What became of an attempt to open a conversation. */
public sealed interface ConnectResult {

  /** The peer greeted and answered EHLO or HELO; whoever gets the connection closes it. */
  record Connected(SmtpConnection connection) implements ConnectResult {}

  /**
   * The peer does not want to talk to us.
   *
   * @param stage GREETING, EHLO, STARTTLS or AUTH
   * @param reply 4yz or 5yz, 421 too
   */
  record Refused(SmtpStage stage, SmtpReply reply) implements ConnectResult {}

  /** There was no conversation. */
  record Broken(ConversationFailure failure) implements ConnectResult {}
}
