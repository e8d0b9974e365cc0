package org.dromedary.smtp.server;

import java.util.Optional;
import org.dromedary.mail.Recipient;
import org.dromedary.mail.SmtpReply;

/** What a command leads to. */
sealed interface Outcome {

  /** The reply is known. */
  record Answer(SmtpReply reply) implements Outcome {}

  /** A refusal whose reply does not tell the reason. */
  record Refuse(SmtpReply reply, RefusalReason reason) implements Outcome {}

  /** The reply depends on a {@link RecipientCheck}. */
  record AskRecipient(Recipient recipient) implements Outcome {}

  /** 354, then mail data. */
  record ReceiveData() implements Outcome {}

  /**
   * Octets of the mail follow.
   *
   * @param refusal why they are read and thrown away
   */
  record ReceiveChunk(long octets, boolean isLast, Optional<SmtpReply> refusal)
      implements Outcome {}

  /** 220, then TLS. */
  record StartTls() implements Outcome {}

  /** The exchange begins, with what the client said already. */
  record Authenticate(SaslExchange exchange, Optional<String> initialResponse) implements Outcome {}

  /** The client is done, and the reply is the last one. */
  record Leave(SmtpReply reply) implements Outcome {}

  /** The reply is the last one, whatever else the client has on its way. */
  record End(SmtpReply reply) implements Outcome {}

  static Outcome answer(SmtpReply reply) {
    return new Answer(reply);
  }

  /** What the client's rate leads to, before a command is carried out. */
  static Optional<Outcome> ofRate(Verdict verdict) {
    return verdict instanceof Verdict.Refuse refuse
        ? Optional.of(new Refuse(refuse.reply(), RefusalReason.RATE))
        : Optional.empty();
  }
}
