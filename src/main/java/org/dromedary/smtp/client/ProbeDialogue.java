package org.dromedary.smtp.client;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.dromedary.mail.SmtpReply;

/** MAIL and RCPT for one recipient, to see what the server says; no mail follows. */
final class ProbeDialogue implements Dialogue<ProbeResult> {
  private final MailCommands commands;
  private final List<ProbeResult.Answer> answers = new ArrayList<>();
  private boolean written;
  private Optional<ConversationFailure> failure = Optional.empty();

  /**
   * @param commands for one recipient
   */
  ProbeDialogue(MailCommands commands) {
    this.commands = commands;
  }

  @Override
  public Step<ProbeResult> next() {
    if (answers.size() == 2 || answers.stream().anyMatch(a -> !isAccepted(a))) {
      return new Step.Finished<>(result());
    }
    if (written) {
      return new Step.Await<>(stage());
    }
    written = true;
    return new Step.Write<>(
        stage(), CommandLine.of(stage() == SmtpStage.MAIL ? commands.mail() : commands.rcpt(0)));
  }

  private SmtpStage stage() {
    return answers.isEmpty() ? SmtpStage.MAIL : SmtpStage.RCPT;
  }

  @Override
  public void replied(SmtpReply reply) {
    answers.add(new ProbeResult.Answer(stage(), reply));
    written = false;
  }

  @Override
  public ProbeResult broken(ConversationFailure broken) {
    failure = Optional.of(broken);
    return result();
  }

  private ProbeResult result() {
    boolean accepted = answers.size() == 2 && answers.stream().allMatch(ProbeDialogue::isAccepted);
    return new ProbeResult(answers, failure, accepted);
  }

  private static boolean isAccepted(ProbeResult.Answer answer) {
    return answer.reply().code().isPositiveCompletion();
  }
}
