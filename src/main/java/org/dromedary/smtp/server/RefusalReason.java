package org.dromedary.smtp.server;

import org.dromedary.mail.EnhancedStatusCode;
import org.dromedary.mail.SmtpReply;

/** Why a client was refused, for whoever counts refusals; finer than a reply code. */
public enum RefusalReason {
  /** A barring rule, or the policy of a team. */
  BARRED,
  /** The client is on a DNS list. */
  DNS_LIST,
  /** The domain is ours, the user is not known. */
  UNKNOWN_RECIPIENT,
  /** Another system's recipient, from a client that may not send there. */
  RELAY_DENIED,
  /** Too many connections, recipients or errors at once. */
  LIMIT,
  /** Too many of something in a time. */
  RATE,
  /** Banned for a time because of what it did before. */
  BANNED,
  /** A command or an address that cannot be read. */
  SYNTAX,
  /** A command or input that may not come now. */
  SEQUENCE,
  /** Octets that other servers would read as another mail: bare CR or LF, NUL. */
  SMUGGLING,
  /** The mail is too big. */
  SIZE,
  /** Not without TLS. */
  TLS_REQUIRED,
  /** Not without authentication, or it failed. */
  AUTHENTICATION,
  /** The user may not send from this address. */
  SENDER_NOT_ALLOWED,
  /** No room on the disk. */
  STORAGE,
  /** The client was silent or too slow. */
  TIMEOUT,
  /** The mail has been through too many servers. */
  LOOP,
  /** We stop. */
  SHUTDOWN,
  /** A fault of ours. */
  LOCAL_ERROR,
  /** A refusal that tells no more than its reply. */
  OTHER;

  /** What a reply tells of itself, for those that come without a reason. */
  public static RefusalReason of(SmtpReply reply) {
    return switch (reply.code().value()) {
      case 500, 501, 502, 504, 555 -> SYNTAX;
      case 503 -> SEQUENCE;
      // RFC 4954 §4, §6; RFC 3207 §4 has 530 too, its refusals come with a reason
      case 454, 530, 534, 535, 538 -> AUTHENTICATION;
      default -> reply.status().map(RefusalReason::of).orElse(OTHER);
    };
  }

  /** RFC 3463 §3. */
  private static RefusalReason of(EnhancedStatusCode status) {
    return switch (status.subject() + "." + status.detail()) {
      case "1.0", "1.1", "1.6", "2.0", "2.1" -> UNKNOWN_RECIPIENT;
      case "1.3", "1.7", "6.7" -> SYNTAX;
      case "3.0" -> LOCAL_ERROR;
      case "3.1" -> STORAGE;
      case "3.2" -> SHUTDOWN;
      case "3.4" -> SIZE;
      case "4.2" -> TIMEOUT;
      case "4.6" -> LOOP;
      case "5.0", "5.1" -> SEQUENCE;
      case "5.2", "6.0" -> SMUGGLING;
      case "5.3", "7.0" -> LIMIT;
      case "7.1" -> BARRED;
      case "7.8", "7.9" -> AUTHENTICATION; // RFC 4954 §6
      case "7.11" -> TLS_REQUIRED; // RFC 4954 §6: encryption needed
      default -> OTHER;
    };
  }
}
