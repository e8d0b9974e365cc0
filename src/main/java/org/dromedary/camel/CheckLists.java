package org.dromedary.camel;

import java.io.IOException;
import java.util.Optional;
import org.dromedary.list.ListService;
import org.dromedary.mail.Recipient;
import org.dromedary.mail.SmtpReply;
import org.dromedary.smtp.server.MailRefusal;
import org.dromedary.smtp.server.ReceivedMail;
import org.dromedary.smtp.server.RecipientDecision;
import org.dromedary.smtp.server.RecipientRequest;
import org.dromedary.smtp.server.RefusalReason;

/** Refuses what mailing lists would not take, while the client is still there. */
public final class CheckLists {
  private final ListService lists;

  public CheckLists(ListService lists) {
    this.lists = lists;
  }

  /** The refusal of a list, if the recipient is one and the sender may not write there. */
  public Optional<RecipientDecision> ofRecipient(RecipientRequest request) {
    return lists
        .refusalOfRecipient(request.reversePath(), request.recipient().address())
        .map(reply -> new RecipientDecision.Refused(reply, reason(reply)));
  }

  /**
   * The refusal of a list, if the mail is for one that does not take it.
   *
   * @throws IOException when the mail cannot be read
   */
  public Optional<MailRefusal> ofMail(ReceivedMail mail) throws IOException {
    return lists
        .refusalOfMail(
            mail.envelope().recipients().stream().map(Recipient::address).toList(), mail.content())
        .map(reply -> new MailRefusal(reply, reason(reply)));
  }

  private static RefusalReason reason(SmtpReply reply) {
    return switch (reply.code().value()) {
      case 451 -> RefusalReason.LOCAL_ERROR;
      case 552 -> RefusalReason.SIZE;
      case 554 -> RefusalReason.LOOP;
      default -> RefusalReason.SENDER_NOT_ALLOWED;
    };
  }
}
