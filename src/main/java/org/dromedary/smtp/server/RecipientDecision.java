package org.dromedary.smtp.server;

import org.dromedary.mail.SmtpReply;

/** The answer to a {@link RecipientRequest}. */
public sealed interface RecipientDecision {
  RecipientDecision ACCEPTED = new Accepted();

  /** The recipient gets the mail. */
  record Accepted() implements RecipientDecision {}

  /**
   * The recipient does not get it; the client may name others.
   *
   * @param reply 4yz or 5yz; 421 ends the session
   */
  record Refused(SmtpReply reply, RefusalReason reason) implements RecipientDecision {
    public Refused {
      if (!reply.code().isTransient() && !reply.code().isPermanent()) {
        throw new IllegalArgumentException("a refusal is 4yz or 5yz");
      }
    }

    /** With the reason that the reply tells. */
    public Refused(SmtpReply reply) {
      this(reply, RefusalReason.of(reply));
    }
  }
}
