package org.dromedary.smtp.server;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.dromedary.mail.Envelope;
import org.dromedary.mail.MailAddress;
import org.dromedary.mail.Recipient;
import org.dromedary.mail.ReversePath;
import org.dromedary.mail.SmtpReply;

/** What the network edge is to do next; each refusal in it says whom and what it concerns. */
final class Outbox {
  private final Dialogue dialogue;
  private List<SessionAction> actions = new ArrayList<>();

  Outbox(Dialogue dialogue) {
    this.dialogue = dialogue;
  }

  void add(SessionAction action) {
    actions.add(action);
  }

  /** All since the last call. */
  List<SessionAction> take() {
    List<SessionAction> taken = actions;
    actions = new ArrayList<>();
    return taken;
  }

  /** A reply that concerns neither a recipient nor a mail. */
  void send(SmtpReply reply) {
    if (reply.code().isTransient() || reply.code().isPermanent()) {
      refuse(reply, RefusalReason.of(reply));
    } else {
      actions.add(new SessionAction.Send(reply));
    }
  }

  void refuse(SmtpReply reply, RefusalReason reason) {
    refuse(
        reply, reason, dialogue.transaction().map(MailTransaction::reversePath), Optional.empty());
  }

  void refuse(SmtpReply reply, RefusalReason reason, Recipient recipient) {
    refuse(
        reply,
        reason,
        dialogue.transaction().map(MailTransaction::reversePath),
        Optional.of(recipient));
  }

  /** Of a mail whose transaction is over. */
  void refuse(SmtpReply reply, RefusalReason reason, Envelope envelope) {
    Optional<Recipient> only =
        envelope.recipients().size() == 1
            ? Optional.of(envelope.recipients().getFirst())
            : Optional.empty();
    refuse(reply, reason, Optional.of(envelope.reversePath()), only);
  }

  private void refuse(
      SmtpReply reply,
      RefusalReason reason,
      Optional<ReversePath> sender,
      Optional<Recipient> recipient) {
    actions.add(
        new SessionAction.Refuse(
            new Refusal(
                reply,
                reason,
                dialogue.address(),
                dialogue.client().map(SmtpClient::helo),
                dialogue.listener(),
                dialogue.user().map(Authenticator.User::name),
                sender.map(Outbox::text),
                recipient.map(Recipient::address).map(MailAddress::toString))));
  }

  private static String text(ReversePath path) {
    return path.address().map(MailAddress::toString).orElse("");
  }
}
