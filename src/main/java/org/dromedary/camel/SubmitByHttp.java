package org.dromedary.camel;

import java.io.IOException;
import org.apache.camel.CamelContext;
import org.apache.camel.CamelExecutionException;
import org.dromedary.mail.SmtpReply;
import org.dromedary.queue.DuplicateMailException;
import org.dromedary.smtp.server.MailRefusal;
import org.dromedary.submit.CheckedMessage;
import org.dromedary.submit.SubmissionIntake;
import org.dromedary.submit.SubmissionRefusedException;
import org.dromedary.submit.Submitted;
import org.dromedary.submit.SubmittedMessage;
import org.dromedary.submit.Submitter;

/** Hands what is submitted by HTTP to {@code direct:accept-message}, as SMTP does. */
public final class SubmitByHttp implements Submitter {
  private final SubmissionIntake intake;
  private final RouteQuestion route;

  public SubmitByHttp(SubmissionIntake intake, CamelContext camel) {
    this.intake = intake;
    this.route = new RouteQuestion(camel, "direct:accept-message");
  }

  @Override
  public Submitted submit(SubmittedMessage message) throws IOException, SubmissionRefusedException {
    CheckedMessage checked = intake.take(message);
    try {
      Object answer = route.ask(checked.mail());
      if (answer instanceof MailRefusal refusal) {
        throw new SubmissionRefusedException(refusal.reply());
      }
      if (!(answer instanceof SmtpReply reply)) {
        throw new IllegalStateException("the route accept-message must answer an SmtpReply");
      }
      if (reply.code().isTransient() || reply.code().isPermanent()) {
        throw new SubmissionRefusedException(reply);
      }
      return new Submitted(checked.mail().queueId(), false);
    } catch (CamelExecutionException e) {
      if (e.getCause() instanceof DuplicateMailException duplicate) {
        return new Submitted(duplicate.queueId(), true);
      }
      throw e;
    } finally {
      checked.discard().run();
    }
  }
}
