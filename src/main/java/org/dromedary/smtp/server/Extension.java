package org.dromedary.smtp.server;

import java.util.List;
import java.util.Optional;

/** A service extension: its EHLO line, and what it adds to MAIL (RFC 5321 §2.2). */
interface Extension {

  /**
   * As in the EHLO reply, such as {@code SIZE 1000000}; empty when it is not offered now, in which
   * case the client must not use it either.
   */
  Optional<String> announcement(Dialogue dialogue);

  /** Its parameter of MAIL, if it has one. */
  default Optional<MailParameter> mailParameter() {
    return Optional.empty();
  }

  /** An extension without parameters that is always offered. */
  record Announced(String keyword) implements Extension {
    @Override
    public Optional<String> announcement(Dialogue dialogue) {
      return Optional.of(keyword);
    }
  }

  /** All that every listener has. */
  static List<Extension> standard(SmtpServerSettings.Limits limits) {
    return List.of(
        new Announced("PIPELINING"), // RFC 2920
        new SizeExtension(limits.messageOctets()),
        new EightBitMimeExtension(),
        new SmtpUtf8Extension(),
        new Announced("ENHANCEDSTATUSCODES")); // RFC 2034
  }
}
