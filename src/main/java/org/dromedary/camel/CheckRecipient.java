package org.dromedary.camel;

import java.util.Optional;
import java.util.function.Supplier;
import org.dromedary.mail.Recipient;
import org.dromedary.routing.RecipientPolicy;
import org.dromedary.routing.RoutingFacts;
import org.dromedary.routing.RoutingTable;
import org.dromedary.smtp.server.RecipientDecision;
import org.dromedary.smtp.server.RecipientRequest;
import org.dromedary.smtp.server.RefusalReason;
import org.dromedary.smtp.server.SmtpClient;

/** Answers RCPT by the local recipients, the relay networks and the routing table. */
public final class CheckRecipient {
  /** A rule with a condition on it waits for the mail. */
  private static final String UNKNOWN_LISTENER = "";

  private final RecipientPolicy policy;
  private final Supplier<RoutingTable> table;

  /**
   * @param table the current value: what its rules will return anyway is refused at once
   */
  public CheckRecipient(RecipientPolicy policy, Supplier<RoutingTable> table) {
    this.policy = policy;
    this.table = table;
  }

  /** Accepted, or refused with the reply. */
  public RecipientDecision check(RecipientRequest request) {
    return switch (decide(request.client(), request.recipient())) {
      case org.dromedary.routing.RecipientDecision.AcceptedLocal local ->
          RecipientDecision.ACCEPTED;
      case org.dromedary.routing.RecipientDecision.AcceptedForRelay relay -> relay(request);
      case org.dromedary.routing.RecipientDecision.UnknownRecipient unknown ->
          new RecipientDecision.Refused(unknown.reply(), RefusalReason.UNKNOWN_RECIPIENT);
      case org.dromedary.routing.RecipientDecision.NotDecided later ->
          new RecipientDecision.Refused(later.reply(), RefusalReason.LOCAL_ERROR);
      case org.dromedary.routing.RecipientDecision.RelayDenied denied ->
          new RecipientDecision.Refused(denied.reply(), RefusalReason.RELAY_DENIED);
    };
  }

  private RecipientDecision relay(RecipientRequest request) {
    SmtpClient client = request.client();
    RoutingFacts.Origin origin =
        new RoutingFacts.Origin(
            request.reversePath(),
            Optional.of(client.address().getAddress()),
            UNKNOWN_LISTENER,
            client.user());
    return table
        .get()
        .refusal(origin, request.recipient().address())
        .<RecipientDecision>map(reply -> new RecipientDecision.Refused(reply, RefusalReason.BARRED))
        .orElse(RecipientDecision.ACCEPTED);
  }

  private org.dromedary.routing.RecipientDecision decide(SmtpClient client, Recipient recipient) {
    return client.user().isPresent()
        ? policy.decideForUser(recipient)
        : policy.decide(client.address().getAddress(), recipient);
  }
}
