package org.dromedary.smtp.server;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Optional;
import org.dromedary.mail.SmtpReply;

/** The challenges and responses of one AUTH command (RFC 4954 §4). */
final class SaslExchange {
  private static final SmtpReply EMPTY_CHALLENGE = SmtpReply.of(334, "");
  private static final SmtpReply ASK_NAME = challenge("Username:");
  private static final SmtpReply ASK_PASSWORD = challenge("Password:");

  /** What comes next. */
  sealed interface Step {

    /** 334; a response line follows. */
    record Challenge(SmtpReply reply) implements Step {}

    /** The client said all there is to say. */
    record Complete(Credentials credentials) implements Step {}

    /** The exchange is over. */
    record Failed(SmtpReply reply) implements Step {}
  }

  private final SaslMechanism mechanism;
  private Optional<String> name = Optional.empty();

  SaslExchange(SaslMechanism mechanism) {
    this.mechanism = mechanism;
  }

  private static SmtpReply challenge(String text) {
    return SmtpReply.of(
        334, Base64.getEncoder().encodeToString(text.getBytes(StandardCharsets.US_ASCII)));
  }

  /**
   * Begins it.
   *
   * @param initialResponse what stood behind the mechanism, in base64; {@code =} is an empty one
   */
  Step begin(Optional<String> initialResponse) {
    return initialResponse
        .map(text -> text.equals("=") ? take("") : respond(text)) // RFC 4954 §4
        .orElseGet(
            () ->
                new Step.Challenge(
                    switch (mechanism) {
                      case PLAIN -> EMPTY_CHALLENGE;
                      case LOGIN -> ASK_NAME;
                    }));
  }

  /** The client's next line, in base64, or {@code *} which cancels. */
  Step respond(String line) {
    if (line.equals("*")) {
      return new Step.Failed(Replies.AUTHENTICATION_CANCELLED); // RFC 4954 §4
    }
    try {
      ByteBuffer octets = ByteBuffer.wrap(Base64.getDecoder().decode(line));
      return take(StandardCharsets.UTF_8.newDecoder().decode(octets).toString());
    } catch (IllegalArgumentException | CharacterCodingException e) {
      return new Step.Failed(Replies.BAD_BASE64); // RFC 4954 §4, §6
    }
  }

  private Step take(String response) {
    return switch (mechanism) {
      case PLAIN -> plain(response);
      case LOGIN -> login(response);
    };
  }

  /** RFC 4616 §2: {@code [authzid] NUL authcid NUL passwd}. */
  private static Step plain(String response) {
    String[] parts = response.split("\0", -1);
    if (parts.length != 3) {
      return new Step.Failed(Replies.BAD_CREDENTIALS);
    }
    // RFC 4616 §2: to act for somebody else is no right that a user can have here
    return parts[0].isEmpty() || parts[0].equals(parts[1])
        ? complete(parts[1], parts[2])
        : new Step.Failed(Replies.AUTHENTICATION_FAILED);
  }

  private Step login(String response) {
    if (name.isEmpty()) {
      name = Optional.of(response);
      return new Step.Challenge(ASK_PASSWORD);
    }
    return complete(name.get(), response);
  }

  private static Step complete(String name, String password) {
    // RFC 4616 §2: neither is empty; NUL is in none of them
    return name.isEmpty() || password.isEmpty() || (name + password).indexOf('\0') >= 0
        ? new Step.Failed(Replies.BAD_CREDENTIALS)
        : new Step.Complete(new Credentials(name, password));
  }
}
