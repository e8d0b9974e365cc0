package org.dromedary.submit;

import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.util.Map;
import java.util.Optional;

/**
 * What an application submits; untrusted.
 *
 * @param way how
 * @param client where it is
 * @param contentType of the body, such as {@code application/json; charset=UTF-8}
 * @param fields see {@link SubmissionFields}
 * @param properties of the simple form: {@code from}, {@code to} and so on
 * @param key what makes a repetition known when the application names no idempotency key
 */
public record SubmittedMessage(
    Way way,
    SubmittingUser user,
    InetAddress client,
    String contentType,
    SubmissionFields fields,
    Map<String, String> properties,
    Optional<String> key,
    Body body) {

  /** By which door. */
  public enum Way {
    JMS,
    HTTP
  }

  /** Its octets. */
  @FunctionalInterface
  public interface Body {
    /** Opens it; called once. */
    InputStream open() throws IOException, SubmissionRefusedException;
  }
}
