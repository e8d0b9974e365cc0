package org.dromedary.camel;

import java.util.List;
import org.dromedary.mail.SmtpReply;
import org.dromedary.queue.DeliveryOutcome;
import org.dromedary.queue.FollowUp;
import org.dromedary.queue.QueuedMessage;

/** Gives up the recipients that have no mailbox. */
public final class RejectUnknownRecipients {
  private static final SmtpReply NO_SUCH_USER = SmtpReply.of(550, "5.1.1", "no such user here");

  /** A failure for each recipient. */
  public FollowUp.GiveUp reject(QueuedMessage mail) {
    List<DeliveryOutcome.Failed> failures =
        mail.envelope().recipients().stream()
            .map(recipient -> new DeliveryOutcome.Failed(recipient, "none", NO_SUCH_USER))
            .toList();
    return new FollowUp.GiveUp(mail, failures);
  }
}
