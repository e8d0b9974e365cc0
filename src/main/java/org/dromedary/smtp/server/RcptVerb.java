package org.dromedary.smtp.server;

import java.util.List;
import java.util.Optional;
import org.dromedary.mail.Ascii;
import org.dromedary.mail.ForwardPath;
import org.dromedary.mail.MailAddress;
import org.dromedary.mail.Recipient;

/** RCPT names a recipient (RFC 5321 §4.1.1.3). */
final class RcptVerb implements Verb {
  private final EsmtpParameters<RequestedRecipient> parameters;
  private final MailAddress postmaster;
  private final int maximumRecipients;

  RcptVerb(List<Extension> extensions, MailAddress postmaster, int maximumRecipients) {
    this.parameters = new EsmtpParameters<>(extensions, Extension::rcptParameters);
    this.postmaster = postmaster;
    this.maximumRecipients = maximumRecipients;
  }

  @Override
  public String name() {
    return "RCPT";
  }

  @Override
  public int maximumOctets() {
    return Verb.super.maximumOctets() + parameters.octets();
  }

  @Override
  public Outcome run(String argument, Dialogue dialogue) {
    Optional<MailTransaction> transaction = dialogue.transaction();
    if (transaction.isEmpty()) {
      return Outcome.answer(Replies.MAIL_FIRST); // RFC 5321 §3.3
    }
    if (transaction.get().isReceivingChunks()) {
      return Outcome.answer(Replies.CHUNKS_BEGAN); // RFC 3030 §2
    }
    try {
      return run(PathArgument.parse(argument, "TO:"), transaction.get(), dialogue);
    } catch (IllegalArgumentException e) {
      return Outcome.answer(Replies.badPath("5.1.3", e));
    }
  }

  private Outcome run(PathArgument parsed, MailTransaction transaction, Dialogue dialogue) {
    if (parsed.isInternationalized() && !transaction.isSmtpUtf8()) {
      return Outcome.answer(Replies.ADDRESS_NEEDS_SMTPUTF8); // RFC 6531 §3.5
    }
    RequestedRecipient requested =
        new RequestedRecipient(new Recipient(path(parsed.path())), transaction.isSmtpUtf8());
    return switch (parameters.read(parsed.parameters(), requested, dialogue)) {
      case EsmtpParameter.Result.Refused<RequestedRecipient> refused ->
          Outcome.answer(refused.reply());
      case EsmtpParameter.Result.Taken<RequestedRecipient> taken ->
          add(taken.known().recipient(), transaction, dialogue);
    };
  }

  /** A repeated recipient gets the mail once, as it was asked for first. */
  private Outcome add(Recipient recipient, MailTransaction transaction, Dialogue dialogue) {
    if (transaction.has(recipient.forwardPath())) {
      return Outcome.answer(Replies.RECIPIENT_OK);
    }
    if (transaction.recipientCount() >= maximumRecipients) {
      return Outcome.answer(Replies.TOO_MANY_RECIPIENTS); // RFC 5321 §4.5.3.1.10
    }
    return Outcome.ofRate(dialogue.visit().onRecipient())
        .orElseGet(() -> new Outcome.AskRecipient(recipient));
  }

  private ForwardPath path(String text) {
    // RFC 5321 §4.1.1.3, §4.5.1: <Postmaster> without a domain, in any case
    return Ascii.upperCase(text).equals("<POSTMASTER>")
        ? new ForwardPath(postmaster)
        : ForwardPath.parse(text);
  }
}
