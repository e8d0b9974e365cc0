package org.dromedary.smtp.client;

import org.dromedary.mail.SmtpReply;

/** What came of an {@link AuthDialogue}. */
sealed interface Authentication {
  record Accepted() implements Authentication {}

  /** 4yz or 5yz. */
  record Refused(SmtpReply reply) implements Authentication {
    @Override
    public String toString() {
      return reply.toString();
    }
  }

  record Broken(ConversationFailure failure) implements Authentication {
    @Override
    public String toString() {
      return failure.toString();
    }
  }
}
