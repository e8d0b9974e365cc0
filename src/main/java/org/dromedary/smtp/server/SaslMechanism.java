package org.dromedary.smtp.server;

import java.util.Arrays;
import java.util.Optional;
import org.dromedary.mail.Ascii;

/** How a client may authenticate; both give the password away, so only under TLS. */
enum SaslMechanism {
  /** RFC 4616. */
  PLAIN,
  /** Name and password, each on a line of its own, as old clients have it. */
  LOGIN;

  /** The mechanism of that name, in any case. */
  static Optional<SaslMechanism> named(String name) {
    return Arrays.stream(values())
        .filter(mechanism -> mechanism.name().equals(Ascii.upperCase(name)))
        .findFirst();
  }
}
