package org.dromedary.submit;

import java.io.Serial;
import org.dromedary.mail.SmtpReply;

/** A submission is not taken; the reply says why, as it would by SMTP. */
public final class SubmissionRefusedException extends Exception {
  @Serial private static final long serialVersionUID = 1;

  private final transient SmtpReply reply;

  /**
   * @param reply 4yz when it may be taken later, else 5yz
   */
  public SubmissionRefusedException(SmtpReply reply) {
    super(reply.toString(), null, false, false);
    this.reply = reply;
  }

  /** What cannot be read (RFC 3463 §3.7: X.6.0, other or undefined media error). */
  static SubmissionRefusedException malformed(String text) {
    return new SubmissionRefusedException(SmtpReply.of(554, "5.6.0", printable(text)));
  }

  /** A field whose value is none (RFC 3463 §3.6: X.5.4, invalid command arguments). */
  static SubmissionRefusedException invalid(String field, String text) {
    return new SubmissionRefusedException(
        SmtpReply.of(501, "5.5.4", printable(field + ": " + text)));
  }

  /** An address of the sender that is none (RFC 3463 §3.2: X.1.7). */
  static SubmissionRefusedException badSender(String text) {
    return new SubmissionRefusedException(SmtpReply.of(501, "5.1.7", printable(text)));
  }

  /** A recipient that is none (RFC 3463 §3.2: X.1.3). */
  static SubmissionRefusedException badRecipient(String text) {
    return new SubmissionRefusedException(SmtpReply.of(501, "5.1.3", printable(text)));
  }

  /** RFC 3463 §3.4: X.3.4, message too big for system. */
  static SubmissionRefusedException tooBig(long maximumOctets) {
    return new SubmissionRefusedException(
        SmtpReply.of(552, "5.3.4", "the message is larger than " + maximumOctets + " octets"));
  }

  private static String printable(String text) {
    StringBuilder kept = new StringBuilder(Math.min(text.length(), 300));
    text.codePoints()
        .limit(300)
        .map(c -> Character.isISOControl(c) ? '?' : c)
        .forEach(kept::appendCodePoint);
    return kept.toString();
  }

  /** What is said to who submitted it. */
  public SmtpReply reply() {
    return reply;
  }
}
