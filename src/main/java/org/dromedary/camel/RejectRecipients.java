package org.dromedary.camel;

import java.util.List;
import org.dromedary.mail.SmtpReply;
import org.dromedary.queue.DeliveryOutcome;
import org.dromedary.queue.FollowUp;
import org.dromedary.queue.QueuedMessage;

/** Gives up recipients that go nowhere. */
public final class RejectRecipients {
  private static final SmtpReply NO_SUCH_USER = SmtpReply.of(550, "5.1.1", "no such user here");

  // RFC 3463 §3.5: routing loop detected
  private static final SmtpReply LOOP =
      SmtpReply.of(554, "5.4.6", "aliases and rules for this address lead back to it");

  private RejectRecipients() {}

  /** A failure for each recipient, since it has no mailbox. */
  public static FollowUp.GiveUp unknown(QueuedMessage mail) {
    return giveUp(mail, NO_SUCH_USER);
  }

  /** A failure for each recipient, since it is sent in a circle. */
  public static FollowUp.GiveUp looping(QueuedMessage mail) {
    return giveUp(mail, LOOP);
  }

  private static FollowUp.GiveUp giveUp(QueuedMessage mail, SmtpReply reply) {
    List<DeliveryOutcome.Failed> failures =
        mail.envelope().recipients().stream()
            .map(recipient -> new DeliveryOutcome.Failed(recipient, "none", reply))
            .toList();
    return new FollowUp.GiveUp(mail, failures);
  }
}
