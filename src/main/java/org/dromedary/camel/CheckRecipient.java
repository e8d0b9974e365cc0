package org.dromedary.camel;

import org.dromedary.mail.Recipient;
import org.dromedary.routing.RecipientPolicy;
import org.dromedary.smtp.server.RecipientDecision;
import org.dromedary.smtp.server.RecipientRequest;
import org.dromedary.smtp.server.RefusalReason;
import org.dromedary.smtp.server.SmtpClient;

/** Answers RCPT by the local recipients and the relay networks. */
public final class CheckRecipient {
  private final RecipientPolicy policy;

  public CheckRecipient(RecipientPolicy policy) {
    this.policy = policy;
  }

  /** Accepted, or refused with the reply. */
  public RecipientDecision check(RecipientRequest request) {
    return switch (decide(request.client(), request.recipient())) {
      case org.dromedary.routing.RecipientDecision.AcceptedLocal local ->
          RecipientDecision.ACCEPTED;
      case org.dromedary.routing.RecipientDecision.AcceptedForRelay relay ->
          RecipientDecision.ACCEPTED;
      case org.dromedary.routing.RecipientDecision.UnknownRecipient unknown ->
          new RecipientDecision.Refused(unknown.reply(), RefusalReason.UNKNOWN_RECIPIENT);
      case org.dromedary.routing.RecipientDecision.NotDecided later ->
          new RecipientDecision.Refused(later.reply(), RefusalReason.LOCAL_ERROR);
      case org.dromedary.routing.RecipientDecision.RelayDenied denied ->
          new RecipientDecision.Refused(denied.reply(), RefusalReason.RELAY_DENIED);
    };
  }

  private org.dromedary.routing.RecipientDecision decide(SmtpClient client, Recipient recipient) {
    return client.user().isPresent()
        ? policy.decideForUser(recipient)
        : policy.decide(client.address().getAddress(), recipient);
  }
}
