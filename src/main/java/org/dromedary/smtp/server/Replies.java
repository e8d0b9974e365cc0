package org.dromedary.smtp.server;

import org.dromedary.mail.SmtpReply;
import org.dromedary.smtp.wire.WireFault;

/** What we say; never with words of the client in it. */
final class Replies {
  static final SmtpReply OK = SmtpReply.of(250, "2.0.0", "Ok");
  static final SmtpReply SENDER_OK = SmtpReply.of(250, "2.1.0", "Ok");
  static final SmtpReply RECIPIENT_OK = SmtpReply.of(250, "2.1.5", "Ok");
  static final SmtpReply BYE = SmtpReply.of(221, "2.0.0", "Bye");
  static final SmtpReply SEND_DATA = SmtpReply.of(354, "End data with <CR><LF>.<CR><LF>");
  static final SmtpReply HELP =
      SmtpReply.of(
          214,
          "2.0.0",
          "HELO EHLO STARTTLS AUTH MAIL RCPT DATA BDAT RSET NOOP QUIT VRFY HELP, see RFC 5321");

  // RFC 5321 §3.5.3: 252 when the address cannot be verified in real time, or shall not be
  static final SmtpReply CANNOT_VERIFY =
      SmtpReply.of(252, "2.1.5", "Cannot VRFY user, but will accept mail and try to deliver it");
  static final SmtpReply NO_EXPANSION = SmtpReply.of(502, "5.5.1", "EXPN not implemented");

  static final SmtpReply UNKNOWN_COMMAND = SmtpReply.of(500, "5.5.1", "Command not recognized");
  static final SmtpReply OTHER_PROTOCOL =
      SmtpReply.of(554, "5.5.1", "This is SMTP; closing connection");
  static final SmtpReply LINE_TOO_LONG = SmtpReply.of(500, "5.5.2", "Line too long");
  static final SmtpReply NO_ARGUMENT_EXPECTED =
      SmtpReply.of(501, "5.5.4", "Command takes no argument");
  static final SmtpReply ARGUMENT_EXPECTED =
      SmtpReply.of(501, "5.5.4", "Command needs an argument");
  static final SmtpReply BAD_HELO =
      SmtpReply.of(501, "5.5.4", "Name must be a domain or address literal");
  static final SmtpReply HELLO_FIRST = SmtpReply.of(503, "5.5.1", "Send HELO or EHLO first");
  static final SmtpReply NESTED_MAIL = SmtpReply.of(503, "5.5.1", "Nested MAIL command");
  static final SmtpReply MAIL_FIRST = SmtpReply.of(503, "5.5.1", "Need MAIL command");
  static final SmtpReply NO_VALID_RECIPIENTS = SmtpReply.of(554, "5.5.1", "No valid recipients");

  static final SmtpReply EHLO_FIRST = SmtpReply.of(503, "5.5.1", "Send EHLO first");
  static final SmtpReply NOT_IN_TRANSACTION =
      SmtpReply.of(503, "5.5.1", "Not during a mail transaction");

  // RFC 3030 §2, §4.2
  static final SmtpReply BAD_CHUNK_SIZE =
      SmtpReply.of(501, "5.5.4", "BDAT needs the size of the chunk; closing connection");
  static final SmtpReply CHUNKS_BEGAN =
      SmtpReply.of(503, "5.5.1", "BDAT has begun: only BDAT or RSET may follow");

  // RFC 3207 §4
  static final SmtpReply START_TLS = SmtpReply.of(220, "2.0.0", "Ready to start TLS");
  static final SmtpReply TLS_ACTIVE = SmtpReply.of(503, "5.5.1", "TLS is already active");
  static final SmtpReply TLS_REQUIRED =
      SmtpReply.of(530, "5.7.0", "Must issue a STARTTLS command first");

  // RFC 4954 §4, §6
  static final SmtpReply AUTHENTICATED = SmtpReply.of(235, "2.7.0", "Authentication succeeded");
  static final SmtpReply AUTHENTICATION_FAILED =
      SmtpReply.of(535, "5.7.8", "Authentication credentials invalid");
  static final SmtpReply AUTHENTICATION_UNAVAILABLE =
      SmtpReply.of(454, "4.7.0", "Temporary authentication failure, try later");
  static final SmtpReply AUTHENTICATION_REQUIRED =
      SmtpReply.of(530, "5.7.0", "Authentication required");
  static final SmtpReply AUTHENTICATION_CANCELLED =
      SmtpReply.of(501, "5.7.0", "Authentication cancelled");
  static final SmtpReply ALREADY_AUTHENTICATED =
      SmtpReply.of(503, "5.5.1", "Already authenticated");
  static final SmtpReply NO_AUTHENTICATION =
      SmtpReply.of(502, "5.5.1", "Authentication is not offered here");
  static final SmtpReply ENCRYPTION_REQUIRED =
      SmtpReply.of(538, "5.7.11", "Encryption required for requested authentication mechanism");
  static final SmtpReply UNKNOWN_MECHANISM =
      SmtpReply.of(504, "5.5.4", "Authentication mechanism not supported");
  static final SmtpReply BAD_BASE64 = SmtpReply.of(501, "5.5.2", "Response is not base64 of UTF-8");
  static final SmtpReply BAD_CREDENTIALS =
      SmtpReply.of(501, "5.5.2", "Response is not what the mechanism asks for");
  static final SmtpReply RESPONSE_TOO_LONG =
      SmtpReply.of(500, "5.5.6", "Authentication exchange line is too long");

  static final SmtpReply SENDER_NOT_ALLOWED =
      SmtpReply.of(550, "5.7.1", "Sender address not allowed for this user");

  static final SmtpReply UNKNOWN_PARAMETER =
      SmtpReply.of(555, "5.5.4", "Parameter not recognized or not implemented");
  static final SmtpReply BAD_PARAMETER = SmtpReply.of(501, "5.5.4", "Bad parameter");
  static final SmtpReply ADDRESS_NEEDS_SMTPUTF8 =
      SmtpReply.of(553, "5.6.7", "Address with characters other than ASCII needs SMTPUTF8");

  static final SmtpReply TOO_BIG =
      SmtpReply.of(552, "5.3.4", "Message size exceeds the maximum of this server");
  static final SmtpReply TOO_MANY_RECIPIENTS =
      SmtpReply.of(452, "4.5.3", "Too many recipients in one transaction");
  static final SmtpReply BARE_LINE_BREAK =
      SmtpReply.of(550, "5.5.2", "Bare CR or LF in message: lines must end in CRLF");
  static final SmtpReply NUL_IN_MESSAGE = SmtpReply.of(550, "5.6.0", "NUL octet in message");
  static final SmtpReply LOOP =
      SmtpReply.of(554, "5.4.6", "Too many Received fields: mail is looping");
  static final SmtpReply NO_SPACE =
      SmtpReply.of(452, "4.3.1", "Insufficient system storage, try later");
  static final SmtpReply LOCAL_ERROR =
      SmtpReply.of(451, "4.3.0", "Local error in processing, try later");

  static final SmtpReply OUT_OF_SYNC =
      SmtpReply.of(554, "5.5.0", "Input before the reply it must wait for");
  static final SmtpReply TOO_MANY_CONNECTIONS =
      SmtpReply.of(421, "4.7.0", "Too many connections, try later");
  static final SmtpReply TOO_MANY_TRANSACTIONS =
      SmtpReply.of(421, "4.7.0", "Too many mails on one connection, open another");
  static final SmtpReply TOO_MANY_ERRORS = SmtpReply.of(421, "4.7.0", "Too many errors");
  static final SmtpReply TIMED_OUT = SmtpReply.of(421, "4.4.2", "Timeout, closing connection");
  static final SmtpReply SHUTTING_DOWN =
      SmtpReply.of(421, "4.3.2", "Service shutting down, try later");

  private Replies() {}

  /** To a command line that could not be read. */
  static SmtpReply toCommand(WireFault fault) {
    return switch (fault) {
      case BARE_LINE_BREAK -> SmtpReply.of(500, "5.5.2", "Bare CR or LF in command");
      case NUL -> SmtpReply.of(500, "5.5.2", "NUL octet in command");
      case TOO_LONG -> LINE_TOO_LONG;
      case NOT_UTF8 -> SmtpReply.of(500, "5.5.2", "Command is not UTF-8");
    };
  }

  /** To a response of an AUTH exchange that could not be read. */
  static SmtpReply toResponse(WireFault fault) {
    return fault == WireFault.TOO_LONG ? RESPONSE_TOO_LONG : BAD_BASE64;
  }

  /** To a chunk that is not the last. */
  static SmtpReply chunkReceived(long octets) {
    return SmtpReply.of(250, "2.0.0", octets + " octets received"); // RFC 3030 §4.2
  }

  /** To a mail that could not be read. */
  static SmtpReply toData(WireFault fault) {
    return switch (fault) {
      case BARE_LINE_BREAK -> BARE_LINE_BREAK;
      case NUL -> NUL_IN_MESSAGE;
      case TOO_LONG, NOT_UTF8 -> throw new IllegalArgumentException("only of commands: " + fault);
    };
  }

  /** To a path that could not be parsed; the reason is one of our own texts. */
  static SmtpReply badPath(String status, IllegalArgumentException reason) {
    String message = reason.getMessage();
    return SmtpReply.of(501, status, "Bad address: " + (message == null ? "syntax" : message));
  }
}
