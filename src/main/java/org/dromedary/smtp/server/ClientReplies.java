package org.dromedary.smtp.server;

import org.dromedary.mail.SmtpReply;

/** What a client is told that reached one of its {@link ClientLimits}. */
final class ClientReplies {
  // RFC 5321 §3.8: 421 says that the connection is closed
  static final SmtpReply CONNECTIONS =
      SmtpReply.of(421, "4.7.0", "Too many connections from your network, try later");
  static final SmtpReply CONNECTION_RATE =
      SmtpReply.of(421, "4.7.0", "Too many connections per minute from your network, try later");
  static final SmtpReply UNKNOWN_RECIPIENTS =
      SmtpReply.of(421, "4.7.0", "Too many unknown recipients from your network, try later");
  static final SmtpReply AUTHENTICATION_FAILURES =
      SmtpReply.of(421, "4.7.0", "Too many failed authentications from your network, try later");

  // RFC 5321 §4.2.3: 450 says that it may be tried again
  static final SmtpReply MAIL_RATE =
      SmtpReply.of(450, "4.7.1", "Too many mails per minute from your network, try later");
  static final SmtpReply RECIPIENT_RATE =
      SmtpReply.of(450, "4.7.1", "Too many recipients per minute from your network, try later");

  private ClientReplies() {}
}
