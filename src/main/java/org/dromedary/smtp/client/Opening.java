package org.dromedary.smtp.client;

import org.dromedary.mail.SmtpReply;

/** What came of the opening of a conversation. */
sealed interface Opening {
  record Greeted(PeerExtensions extensions) implements Opening {}

  record Refused(SmtpStage stage, SmtpReply reply) implements Opening {}

  record Broken(ConversationFailure failure) implements Opening {}
}
