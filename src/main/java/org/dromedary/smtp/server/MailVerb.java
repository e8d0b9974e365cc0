package org.dromedary.smtp.server;

import java.util.List;
import java.util.Optional;
import org.dromedary.mail.MailOptions;
import org.dromedary.mail.ReversePath;
import org.dromedary.mail.SmtpReply;

/** MAIL begins a transaction (RFC 5321 §4.1.1.2). */
final class MailVerb implements Verb {
  private final EsmtpParameters<MailOptions> parameters;
  private final SmtpServerSettings settings;
  private final StorageCheck storage;

  MailVerb(List<Extension> extensions, SmtpServerSettings settings, StorageCheck storage) {
    this.parameters = new EsmtpParameters<>(extensions, Extension::mailParameters);
    this.settings = settings;
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
    return obstacle(dialogue)
        .map(Outcome::answer)
        .orElseGet(
            () -> {
              try {
                return begin(PathArgument.parse(argument, "FROM:"), dialogue);
              } catch (IllegalArgumentException e) {
                return Outcome.answer(Replies.badPath("5.1.7", e));
              }
            });
  }

  /** Why no transaction can begin now, whoever sends it. */
  private Optional<SmtpReply> obstacle(Dialogue dialogue) {
    if (dialogue.client().isEmpty()) {
      return Optional.of(Replies.HELLO_FIRST); // RFC 5321 §4.1.4
    }
    if (dialogue.transaction().isPresent()) {
      return Optional.of(Replies.NESTED_MAIL); // RFC 5321 §4.1.4
    }
    if (dialogue.listener().requiresAuthentication() && dialogue.user().isEmpty()) {
      return Optional.of(Replies.AUTHENTICATION_REQUIRED); // RFC 6409 §4.3, RFC 4954 §6
    }
    if (dialogue.transactionCount() >= settings.limits().transactions()) {
      return Optional.of(Replies.TOO_MANY_TRANSACTIONS);
    }
    return storage.hasRoom() ? Optional.empty() : Optional.of(Replies.NO_SPACE); // RFC 5321 §4.2.2
  }

  private Outcome begin(PathArgument parsed, Dialogue dialogue) {
    return switch (parameters.read(parsed.parameters(), MailOptions.NONE, dialogue)) {
      case EsmtpParameter.Result.Refused<MailOptions> refused -> Outcome.answer(refused.reply());
      case EsmtpParameter.Result.Taken<MailOptions> taken -> begin(parsed, taken.known(), dialogue);
    };
  }

  private Outcome begin(PathArgument parsed, MailOptions options, Dialogue dialogue) {
    if (parsed.isInternationalized() && !options.smtpUtf8()) {
      return Outcome.answer(Replies.ADDRESS_NEEDS_SMTPUTF8); // RFC 6531 §3.5
    }
    ReversePath path = ReversePath.parse(parsed.path());
    if (!isAllowed(path, dialogue)) {
      return new Outcome.Refuse(
          Replies.SENDER_NOT_ALLOWED, RefusalReason.SENDER_NOT_ALLOWED); // RFC 6409 §6.1
    }
    return Outcome.ofRate(dialogue.visit().onMail())
        .orElseGet(
            () -> {
              dialogue.begin(new MailTransaction(path, options));
              return Outcome.answer(Replies.SENDER_OK);
            });
  }

  /**
   * A user of a listener that restricts users sends as itself; a notice from nobody is harmless.
   */
  private boolean isAllowed(ReversePath path, Dialogue dialogue) {
    return path.isNull()
        || !settings.policy().restrictsSenders(dialogue.listener())
        || dialogue.user().map(user -> user.maySendFrom().test(path)).orElse(true);
  }
}
