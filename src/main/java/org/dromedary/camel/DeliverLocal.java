package org.dromedary.camel;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Semaphore;
import org.dromedary.delivery.RemoteDelivery;
import org.dromedary.local.LocalMail;
import org.dromedary.local.MaildirDelivery;
import org.dromedary.mail.Recipient;
import org.dromedary.mail.SmtpReply;
import org.dromedary.queue.DeliveryOutcome;
import org.dromedary.queue.DeliveryReport;
import org.dromedary.queue.QueuedMessage;
import org.dromedary.queue.Stage;
import org.dromedary.routing.LocalRecipient;
import org.dromedary.routing.Mailbox;
import org.dromedary.routing.RecipientLookup;
import org.dromedary.routing.RemoteWay;
import org.dromedary.routing.Undelivered;
import org.dromedary.routing.UndeliveredPolicy;

/** Takes a mail to the mailbox of each of its recipients. Blocks on the disk. */
public final class DeliverLocal {
  /** Mails that are written to the disk at once; more would only get in each other's way. */
  private static final int WRITERS = 50;

  private static final SmtpReply MAILBOX_IS_GONE =
      SmtpReply.of(550, "5.1.1", "the mailbox does not exist any more");

  private static final SmtpReply REROUTED =
      SmtpReply.of(450, "4.4.0", "the address has another way now");

  private final MaildirDelivery maildirs;
  private final RemoteDelivery served;
  private final RecipientLookup lookup;
  private final UndeliveredPolicy undelivered;
  private final Semaphore writers = new Semaphore(WRITERS);

  /**
   * @param served delivers to mailboxes that are not of this system
   * @param undelivered says what becomes of mail for users that are known no longer
   */
  public DeliverLocal(
      MaildirDelivery maildirs,
      RemoteDelivery served,
      RecipientLookup lookup,
      UndeliveredPolicy undelivered) {
    this.undelivered = undelivered;
    this.maildirs = maildirs;
    this.served = served;
    this.lookup = lookup;
  }

  /**
   * An outcome for each recipient; a delivered mail is durable.
   *
   * @return completes as {@link RemoteDelivery#attempt(QueuedMessage)} does
   */
  public CompletionStage<DeliveryReport> deliver(QueuedMessage mail) {
    List<DeliveryOutcome> outcomes = new ArrayList<>();
    Map<Recipient, RemoteWay.Sent> elsewhere = new LinkedHashMap<>();
    for (Recipient recipient : mail.envelope().recipients()) {
      switch (lookup.of(recipient.address())) {
        case LocalRecipient.MailboxFound found -> {
          switch (found.mailbox()) {
            case Mailbox.Kept kept -> outcomes.add(write(mail, recipient, kept));
            case Mailbox.Served other -> elsewhere.put(recipient, other.way());
          }
        }
        case LocalRecipient.AliasFound alias ->
            outcomes.add(new DeliveryOutcome.Rerouted(recipient, "none", REROUTED));
        case LocalRecipient.ListFound list ->
            outcomes.add(new DeliveryOutcome.Rerouted(recipient, "none", REROUTED));
        case LocalRecipient.Unknown unknown -> outcomes.add(unknown(recipient));
        case LocalRecipient.Undecided undecided ->
            outcomes.add(new DeliveryOutcome.Deferred(recipient, "none", undecided.reply()));
      }
    }
    return served.attempt(mail, Stage.LOCAL, elsewhere, outcomes);
  }

  /** It was there when the mail was routed. */
  private DeliveryOutcome unknown(Recipient recipient) {
    return switch (undelivered.of(recipient.address())) {
      case Undelivered.Refuse refuse ->
          new DeliveryOutcome.Failed(recipient, "none", MAILBOX_IS_GONE);
      case Undelivered.Report report ->
          new DeliveryOutcome.Failed(recipient, "none", MAILBOX_IS_GONE);
      case Undelivered.Later later ->
          new DeliveryOutcome.Deferred(recipient, "none", later.reply());
      case Undelivered other -> new DeliveryOutcome.Rerouted(recipient, "none", REROUTED);
    };
  }

  private DeliveryOutcome write(QueuedMessage mail, Recipient recipient, Mailbox.Kept mailbox) {
    writers.acquireUninterruptibly();
    try {
      return maildirs.deliver(
          new LocalMail(
              mail.queueId(),
              mail.arrival().at(),
              mail.envelope().reversePath(),
              recipient,
              mailbox,
              mail.content()));
    } finally {
      writers.release();
    }
  }
}
