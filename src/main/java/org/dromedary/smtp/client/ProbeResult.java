package org.dromedary.smtp.client;

import java.util.List;
import java.util.Optional;
import org.dromedary.mail.SmtpReply;

/**
 * What a server said to a recipient that nothing was sent to.
 *
 * @param failure how the conversation broke, if it did
 * @param accepted whether it would take a mail for the recipient, as far as it says so before DATA
 */
public record ProbeResult(
    List<Answer> answers, Optional<ConversationFailure> failure, boolean accepted) {
  public ProbeResult {
    answers = List.copyOf(answers);
  }

  /** The reply to MAIL or RCPT. */
  public record Answer(SmtpStage stage, SmtpReply reply) {}
}
