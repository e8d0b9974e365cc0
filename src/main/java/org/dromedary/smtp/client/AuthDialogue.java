package org.dromedary.smtp.client;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static java.nio.charset.StandardCharsets.UTF_8;

import java.security.GeneralSecurityException;
import java.util.Base64;
import java.util.HexFormat;
import java.util.Optional;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.dromedary.mail.SmtpReply;

/**
 * AUTH (RFC 4954 §4): the command, a response to each challenge, until the server says yes or no.
 * What it writes must not be logged.
 */
final class AuthDialogue implements Dialogue<Authentication> {
  /** LOGIN has two challenges; more are not for us. */
  private static final int MAXIMUM_CHALLENGES = 4;

  private static final String CANCEL = "*";

  private final AuthMechanism mechanism;
  private final String user;
  private final String secret;
  private Optional<String> line;
  private int challenges;
  private Optional<Authentication> result = Optional.empty();

  AuthDialogue(AuthMechanism mechanism, String user, String secret) {
    this.mechanism = mechanism;
    this.user = user;
    this.secret = secret;
    String initial = initialResponse();
    this.line =
        Optional.of("AUTH " + mechanism.keyword() + (initial.isEmpty() ? "" : " " + initial));
  }

  /** Where the client begins, it saves a round trip. */
  private String initialResponse() {
    return switch (mechanism) {
      case PLAIN -> base64("\0" + user + "\0" + secret); // RFC 4616 §2
      case XOAUTH2 -> base64("user=" + user + "\u0001auth=Bearer " + secret + "\u0001\u0001");
      case LOGIN, CRAM_MD5 -> "";
    };
  }

  @Override
  public Step<Authentication> next() {
    if (result.isPresent()) {
      return new Step.Finished<>(result.get());
    }
    if (line.isPresent()) {
      byte[] octets = CommandLine.of(line.get());
      line = Optional.empty();
      return new Step.Write<>(SmtpStage.AUTH, octets);
    }
    return new Step.Await<>(SmtpStage.AUTH);
  }

  @Override
  public void replied(SmtpReply reply) {
    if (reply.code().isPositiveCompletion()) {
      result = Optional.of(new Authentication.Accepted());
    } else if (!reply.code().isPositiveIntermediate()) {
      result = Optional.of(new Authentication.Refused(reply));
    } else if (++challenges > MAXIMUM_CHALLENGES) {
      result =
          Optional.of(
              new Authentication.Broken(
                  ConversationFailure.silent(SmtpStage.AUTH, FailureKind.PROTOCOL_VIOLATION)));
    } else {
      line = Optional.of(response(String.join("", reply.lines())));
    }
  }

  private String response(String challenge) {
    return switch (mechanism) {
      case LOGIN ->
          switch (challenges) {
            case 1 -> base64(user);
            case 2 -> base64(secret);
            default -> CANCEL;
          };
      case CRAM_MD5 -> challenges == 1 ? digest(challenge) : CANCEL;
      case XOAUTH2 -> ""; // why the token is not taken; the server waits before it says no
      case PLAIN -> CANCEL;
    };
  }

  /** RFC 2195 §2. */
  private String digest(String challenge) {
    try {
      Mac mac = Mac.getInstance("HmacMD5");
      mac.init(new SecretKeySpec(secret.getBytes(UTF_8), "HmacMD5"));
      byte[] digest = mac.doFinal(Base64.getDecoder().decode(challenge.strip()));
      return base64(user + " " + HexFormat.of().formatHex(digest));
    } catch (IllegalArgumentException e) {
      return CANCEL; // RFC 4954 §4: the server answers 501
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("every Java has HMAC", e);
    }
  }

  private static String base64(String text) {
    return new String(Base64.getEncoder().encode(text.getBytes(UTF_8)), US_ASCII);
  }

  @Override
  public Authentication broken(ConversationFailure failure) {
    return new Authentication.Broken(failure);
  }
}
