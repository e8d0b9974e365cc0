package org.dromedary.smtp.server;

import java.util.Optional;
import org.dromedary.smtp.wire.CommandReader;

/** AUTH says who the client is (RFC 4954 §4). */
final class AuthVerb implements Verb {
  private final AuthExtension extension;

  AuthVerb(AuthExtension extension) {
    this.extension = extension;
  }

  @Override
  public String name() {
    return "AUTH";
  }

  @Override
  public int maximumOctets() {
    return CommandReader.MAXIMUM_OCTETS + 2; // RFC 4954 §4
  }

  @Override
  public boolean isAllowedBeforeTls() {
    return true; // its own answer says more
  }

  @Override
  public Outcome run(String argument, Dialogue dialogue) {
    if (!dialogue.isSecure()) {
      return Outcome.answer(Replies.ENCRYPTION_REQUIRED); // RFC 4954 §4, §6
    }
    if (dialogue.client().filter(SmtpClient::esmtp).isEmpty()) {
      return Outcome.answer(Replies.EHLO_FIRST);
    }
    if (dialogue.user().isPresent()) {
      return Outcome.answer(Replies.ALREADY_AUTHENTICATED); // RFC 4954 §4
    }
    if (dialogue.transaction().isPresent()) {
      return Outcome.answer(Replies.NOT_IN_TRANSACTION); // RFC 4954 §4
    }
    if (!extension.isOffered(dialogue)) {
      return Outcome.answer(Replies.NO_AUTHENTICATION);
    }
    if (argument.isEmpty()) {
      return Outcome.answer(Replies.ARGUMENT_EXPECTED);
    }
    return Outcome.ofRate(dialogue.visit().onAuthentication()).orElseGet(() -> begin(argument));
  }

  private static Outcome begin(String argument) {
    int space = argument.indexOf(' ');
    String name = space < 0 ? argument : argument.substring(0, space);
    Optional<String> initialResponse =
        space < 0 ? Optional.empty() : Optional.of(argument.substring(space + 1));
    return SaslMechanism.named(name)
        .<Outcome>map(
            mechanism -> new Outcome.Authenticate(new SaslExchange(mechanism), initialResponse))
        .orElse(Outcome.answer(Replies.UNKNOWN_MECHANISM)); // RFC 4954 §4
  }
}
