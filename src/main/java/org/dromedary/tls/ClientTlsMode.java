package org.dromedary.tls;

import java.util.Arrays;
import java.util.Locale;

/** Whether a conversation with a server is encrypted. */
public enum ClientTlsMode {
  /** Never. */
  NONE,
  /** If the server offers STARTTLS; in clear when it does not, or when TLS fails (RFC 7435 §3). */
  OPPORTUNISTIC,
  /** By STARTTLS, or there is no conversation. */
  REQUIRED,
  /** From the first octet on (RFC 8314 §3.3), or there is no conversation. */
  IMPLICIT;

  /**
   * Parses the word for a mode.
   *
   * @throws IllegalArgumentException when it is another
   */
  public static ClientTlsMode parse(String word) {
    return Arrays.stream(values())
        .filter(mode -> mode.toString().equals(word))
        .findFirst()
        .orElseThrow(
            () ->
                new IllegalArgumentException("not one of none, opportunistic, required, implicit"));
  }

  /** The word for it, in lower case. */
  @Override
  public String toString() {
    return name().toLowerCase(Locale.ROOT);
  }
}
