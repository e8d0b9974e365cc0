package org.dromedary.camel;

import java.io.IOException;
import java.util.List;
import org.dromedary.dsn.NotificationKind;
import org.dromedary.mail.Notify;
import org.dromedary.queue.DeliveryOutcome;
import org.dromedary.queue.FollowUp;
import org.dromedary.queue.QueuedMessage;

/** Writes the failure notification for recipients that were given up (RFC 3464). */
public final class ComposeFailureNotice {
  private final NoticeMails mails;

  public ComposeFailureNotice(NoticeMails mails) {
    this.mails = mails;
  }

  /**
   * A new mail to the reverse path, from the null one, to be routed like any other.
   *
   * @param giveUp with a recipient of which the sender wants to hear
   * @throws IOException when the original cannot be read
   */
  public QueuedMessage compose(FollowUp.GiveUp giveUp) throws IOException {
    // RFC 3461 §5.2.6, §5.2.8: it does not mention the others
    List<DeliveryOutcome.Failed> wanted =
        giveUp.failures().stream()
            .filter(failure -> failure.recipient().wantsNotice(Notify.Condition.FAILURE))
            .toList();
    return mails.about(giveUp.message(), NotificationKind.FAILURE, wanted);
  }
}
