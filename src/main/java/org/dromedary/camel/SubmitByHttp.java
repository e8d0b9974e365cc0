package org.dromedary.camel;

import java.io.IOException;
import java.util.Optional;
import org.apache.camel.CamelContext;
import org.apache.camel.CamelExecutionException;
import org.dromedary.mail.SmtpReply;
import org.dromedary.queue.DuplicateMailException;
import org.dromedary.queue.QueuesAwayException;
import org.dromedary.smtp.server.Defence;
import org.dromedary.smtp.server.MailRefusal;
import org.dromedary.submit.CheckedMessage;
import org.dromedary.submit.SubmissionIntake;
import org.dromedary.submit.SubmissionRefusedException;
import org.dromedary.submit.Submitted;
import org.dromedary.submit.SubmittedMessage;
import org.dromedary.submit.Submitter;

/**
 * Hands what is submitted by HTTP to {@code direct:accept-message}, as SMTP does; a client may do
 * no more than there.
 */
public final class SubmitByHttp implements Submitter {
  // RFC 3463 §3.4: X.3.0, other mail system status
  private static final SmtpReply QUEUES_AWAY =
      SmtpReply.of(451, "4.3.0", "the queues cannot be reached now, try later");

  private final SubmissionIntake intake;
  private final Defence defence;
  private final RouteQuestion route;

  public SubmitByHttp(SubmissionIntake intake, Defence defence, CamelContext camel) {
    this.intake = intake;
    this.defence = defence;
    this.route = new RouteQuestion(camel, "direct:accept-message");
  }

  @Override
  public Submitted submit(SubmittedMessage message) throws IOException, SubmissionRefusedException {
    CheckedMessage checked = intake.take(message);
    try {
      Optional<SmtpReply> tooMany =
          defence.countMail(message.client(), checked.mail().envelope().recipients().size());
      if (tooMany.isPresent()) {
        throw new SubmissionRefusedException(tooMany.get());
      }
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
      if (e.getCause() instanceof QueuesAwayException) {
        throw new SubmissionRefusedException(QUEUES_AWAY);
      }
      throw e;
    } finally {
      checked.discard().run();
    }
  }
}
