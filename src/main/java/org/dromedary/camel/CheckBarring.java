package org.dromedary.camel;

import java.io.IOException;
import java.util.Optional;
import org.dromedary.mail.Recipient;
import org.dromedary.mail.ReversePath;
import org.dromedary.routing.Barring;
import org.dromedary.routing.MailSource;
import org.dromedary.smtp.server.MailRefusal;
import org.dromedary.smtp.server.ReceivedMail;
import org.dromedary.smtp.server.RecipientDecision;
import org.dromedary.smtp.server.RecipientRequest;
import org.dromedary.smtp.server.RefusalReason;
import org.dromedary.smtp.server.SmtpClient;

/** Asks the barring rules about a recipient and about a whole mail. */
public final class CheckBarring {
  private final Barring barring;

  public CheckBarring(Barring barring) {
    this.barring = barring;
  }

  /** The refusal of a rule, if one is against the recipient. */
  public Optional<RecipientDecision> ofRecipient(RecipientRequest request) {
    if (barring.isEmpty()) {
      return Optional.empty();
    }
    return barring
        .ofRecipient(source(request.client(), request.reversePath()), request.recipient().address())
        .map(reply -> new RecipientDecision.Refused(reply, RefusalReason.BARRED));
  }

  /**
   * The refusal of a rule, if one is against the header of the mail.
   *
   * @throws IOException when the mail cannot be read
   */
  public Optional<MailRefusal> ofMail(ReceivedMail mail) throws IOException {
    if (barring.isEmpty()) {
      return Optional.empty();
    }
    return barring
        .ofMail(
            source(mail.client(), mail.envelope().reversePath()),
            mail.envelope().recipients().stream().map(Recipient::address).toList(),
            mail.content())
        .map(reply -> new MailRefusal(reply, RefusalReason.BARRED));
  }

  private static MailSource source(SmtpClient client, ReversePath reversePath) {
    return new MailSource(client.address().getAddress(), client.helo(), reversePath);
  }
}
