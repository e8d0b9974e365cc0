package org.dromedary.delivery;

import java.util.Optional;
import org.dromedary.mail.ReplyCode;
import org.dromedary.mail.SmtpReply;
import org.dromedary.smtp.client.ConversationFailure;
import org.dromedary.smtp.client.FailureKind;
import org.dromedary.smtp.client.RecipientResult;
import org.dromedary.smtp.client.SmtpStage;

/**
 * Decides what a peer's answer, or its silence, means. Nothing else does.
 *
 * <table>
 * <caption>What a failure means</caption>
 * <tr><th>what happened</th><th>verdict</th></tr>
 * <tr><td>no connection, greeting or EHLO refused (even with 5yz), conversation broken, 421</td>
 *     <td>the host failed: next host</td></tr>
 * <tr><td>4yz to MAIL, RCPT, DATA or the message; 552 to RCPT</td><td>next host</td></tr>
 * <tr><td>5yz to MAIL, RCPT, DATA or the message</td><td>permanent</td></tr>
 * <tr><td>silence after the final dot</td><td>transient, and no next host: the mail may have been
 *     taken</td></tr>
 * </table>
 */
final class FailurePolicy {

  /** What to do about one recipient. */
  enum Verdict {
    DELIVERED,
    /** Try the next host; when there is none, the recipient is deferred. */
    NEXT_HOST,
    /** Deferred, whatever other hosts there are. */
    DEFERRED,
    FAILED
  }

  private FailurePolicy() {}

  /** The verdict on a reply that decided for one recipient. */
  static Verdict judge(RecipientResult result) {
    ReplyCode code = result.reply().code();
    if (code.isPositiveCompletion()) {
      return Verdict.DELIVERED;
    }
    // RFC 5321 §4.5.3.1.10: a client should treat 552 to RCPT (too many recipients) as 452
    boolean tooManyRecipients = code.value() == 552 && result.stage() == SmtpStage.RCPT;
    return code.isPermanent() && !tooManyRecipients ? Verdict.FAILED : Verdict.NEXT_HOST;
  }

  /** The verdict on the recipients that a broken conversation left undecided. */
  static Verdict judge(ConversationFailure failure) {
    // RFC 5321 §4.5.4.1, §6.1: sending it elsewhere now would likely make a duplicate
    return failure.mayBeDelivered() ? Verdict.DEFERRED : Verdict.NEXT_HOST;
  }

  /** A broken conversation as a transient reply: the peer's own words if it had any. */
  static SmtpReply asReply(ConversationFailure failure, String host) {
    Optional<SmtpReply> transientReply = failure.reply().filter(r -> r.code().isTransient());
    return transientReply.orElseGet(
        () ->
            SmtpReply.of(
                451, status(failure.kind()), "conversation with " + host + ": " + failure));
  }

  // RFC 3463 §3.5: X.4.1 no answer from host, X.4.2 bad connection; §3.6: X.5.0 protocol; §3.8:
  // X.7.4 security features not supported, X.7.5 cryptographic failure
  private static String status(FailureKind kind) {
    return switch (kind) {
      case CONNECTION_REFUSED, UNREACHABLE -> "4.4.1";
      case TIMEOUT, DROPPED, SHUTTING_DOWN -> "4.4.2";
      case PROTOCOL_VIOLATION, REPLY_TOO_LONG -> "4.5.0";
      case TLS_NOT_OFFERED, TLS_REFUSED, AUTH_NOT_OFFERED -> "4.7.4";
      case LOGIN_NOT_VERIFIED, LOGIN_UNREADABLE -> "4.7.0";
      case TLS_HANDSHAKE,
          CERTIFICATE_NOT_TRUSTED,
          CERTIFICATE_EXPIRED,
          CERTIFICATE_FOR_ANOTHER_HOST,
          CERTIFICATE_UNEXPECTED ->
          "4.7.5";
    };
  }
}
