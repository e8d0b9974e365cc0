package org.dromedary.smtp.server;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.dromedary.mail.Envelope;
import org.dromedary.mail.MailAddress;
import org.dromedary.mail.Recipient;
import org.dromedary.mail.ReversePath;
import org.dromedary.mail.SmtpReply;

/** What the network edge is to do next, and how a refusal says whom and what it concerns. */
final class Outbox {
  private final Dialogue dialogue;
  private List<SessionAction> actions = new ArrayList<>();

  Outbox(Dialogue dialogue) {
    this.dialogue = dialogue;
  }

  void add(SessionAction action) {
    actions.add(action);
  }

  boolean isEmpty() {
    return actions.isEmpty();
  }

  /** All since the last call. */
  List<SessionAction> take() {
    List<SessionAction> taken = actions;
    actions = new ArrayList<>();
    return taken;
  }

  static boolean isRefusal(SmtpReply reply) {
    return reply.code().isTransient() || reply.code().isPermanent();
  }

  /** A refusal that concerns neither a recipient nor a whole mail. */
  Refusal refusal(SmtpReply reply, RefusalReason reason) {
    return refusal(
        reply, reason, dialogue.transaction().map(MailTransaction::reversePath), Optional.empty());
  }

  Refusal refusal(SmtpReply reply, RefusalReason reason, Recipient recipient) {
    return refusal(
        reply,
        reason,
        dialogue.transaction().map(MailTransaction::reversePath),
        Optional.of(recipient));
  }

  /** Of a mail whose transaction is over. */
  Refusal refusal(SmtpReply reply, RefusalReason reason, Envelope envelope) {
    Optional<Recipient> only =
        envelope.recipients().size() == 1
            ? Optional.of(envelope.recipients().getFirst())
            : Optional.empty();
    return refusal(reply, reason, Optional.of(envelope.reversePath()), only);
  }

  private Refusal refusal(
      SmtpReply reply,
      RefusalReason reason,
      Optional<ReversePath> sender,
      Optional<Recipient> recipient) {
    return new Refusal(
        reply,
        reason,
        dialogue.address(),
        dialogue.client().map(SmtpClient::helo),
        dialogue.listener(),
        dialogue.user().map(Authenticator.User::name),
        sender.map(Outbox::text),
        recipient.map(Recipient::address).map(MailAddress::toString));
  }

  private static String text(ReversePath path) {
    return path.address().map(MailAddress::toString).orElse("");
  }
}
