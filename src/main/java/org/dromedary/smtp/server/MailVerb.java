package org.dromedary.smtp.server;

import org.dromedary.mail.MailOptions;
import org.dromedary.mail.ReversePath;

/** MAIL begins a transaction (RFC 5321 §4.1.1.2). */
final class MailVerb implements Verb {
  private final MailParameters parameters;
  private final StorageCheck storage;

  MailVerb(MailParameters parameters, StorageCheck storage) {
    this.parameters = parameters;
    this.storage = storage;
  }

  @Override
  public String name() {
    return "MAIL";
  }

  @Override
  public int maximumOctets() {
    return Verb.super.maximumOctets() + parameters.octets();
  }

  @Override
  public Outcome run(String argument, Dialogue dialogue) {
    if (dialogue.client().isEmpty()) {
      return Outcome.answer(Replies.HELLO_FIRST); // RFC 5321 §4.1.4
    }
    if (dialogue.transaction().isPresent()) {
      return Outcome.answer(Replies.NESTED_MAIL); // RFC 5321 §4.1.4
    }
    if (!storage.hasRoom()) {
      return Outcome.answer(Replies.NO_SPACE); // RFC 5321 §4.2.2
    }
    try {
      PathArgument parsed = PathArgument.parse(argument, "FROM:");
      return switch (parameters.read(parsed.parameters())) {
        case MailParameter.Result.Refused refused -> Outcome.answer(refused.reply());
        case MailParameter.Result.Taken taken -> begin(parsed, taken.options(), dialogue);
      };
    } catch (IllegalArgumentException e) {
      return Outcome.answer(Replies.badPath("5.1.7", e));
    }
  }

  private static Outcome begin(PathArgument parsed, MailOptions options, Dialogue dialogue) {
    if (parsed.isInternationalized() && !options.smtpUtf8()) {
      return Outcome.answer(Replies.ADDRESS_NEEDS_SMTPUTF8); // RFC 6531 §3.5
    }
    dialogue.begin(new MailTransaction(ReversePath.parse(parsed.path()), options));
    return Outcome.answer(Replies.SENDER_OK);
  }
}
