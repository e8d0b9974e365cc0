package org.dromedary.camel;

import java.util.List;
import java.util.function.Supplier;
import org.dromedary.local.LocalMail;
import org.dromedary.local.MaildirDelivery;
import org.dromedary.mail.Recipient;
import org.dromedary.mail.SmtpReply;
import org.dromedary.queue.DeliveryOutcome;
import org.dromedary.queue.DeliveryReport;
import org.dromedary.queue.QueuedMessage;
import org.dromedary.queue.Stage;
import org.dromedary.routing.LocalRecipient;
import org.dromedary.routing.LocalRecipients;

/** Writes a mail to the mailbox of each of its recipients. Blocks on the disk. */
public final class DeliverLocal {
  private static final SmtpReply MAILBOX_IS_GONE =
      SmtpReply.of(550, "5.1.1", "the mailbox does not exist any more");

  private final MaildirDelivery maildirs;
  private final Supplier<LocalRecipients> localRecipients;

  public DeliverLocal(MaildirDelivery maildirs, Supplier<LocalRecipients> localRecipients) {
    this.maildirs = maildirs;
    this.localRecipients = localRecipients;
  }

  /** An outcome for each recipient; a delivered mail is durable. */
  public DeliveryReport deliver(QueuedMessage mail) {
    List<DeliveryOutcome> outcomes =
        mail.envelope().recipients().stream().map(recipient -> deliver(mail, recipient)).toList();
    return new DeliveryReport(mail, Stage.LOCAL, outcomes);
  }

  private DeliveryOutcome deliver(QueuedMessage mail, Recipient recipient) {
    LocalRecipient found = localRecipients.get().lookupAsLocal(recipient.address());
    if (found instanceof LocalRecipient.MailboxFound mailbox) {
      return maildirs.deliver(
          new LocalMail(
              mail.queueId(),
              mail.arrival().at(),
              mail.envelope().reversePath(),
              recipient,
              mailbox.mailbox(),
              mail.content()));
    }
    return new DeliveryOutcome.Failed(recipient, "none", MAILBOX_IS_GONE);
  }
}
