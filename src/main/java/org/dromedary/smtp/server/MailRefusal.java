package org.dromedary.smtp.server;

import org.dromedary.mail.SmtpReply;

/**
 * The answer of a route that refuses a mail and says why; a plain {@link SmtpReply} does as well.
 *
 * @param reply 4yz or 5yz; 421 ends the session
 */
public record MailRefusal(SmtpReply reply, RefusalReason reason) {
  public MailRefusal {
    if (!reply.code().isTransient() && !reply.code().isPermanent()) {
      throw new IllegalArgumentException("a refusal is 4yz or 5yz");
    }
  }

  /** With the reason that the reply tells. */
  public static MailRefusal of(SmtpReply reply) {
    return new MailRefusal(reply, RefusalReason.of(reply));
  }
}
