package org.dromedary.users;

import java.text.Normalizer;
import java.util.Locale;
import org.dromedary.mail.Domain;
import org.dromedary.mail.MailAddress;

/** Addresses that a user may send from; {@code toString} gives what {@code parse} takes. */
public sealed interface SenderRule {

  /** Every address: {@code *}. */
  record Any() implements SenderRule {
    @Override
    public String toString() {
      return "*";
    }
  }

  /** Every address of one domain, not of those below it: {@code @example.org}. */
  record OfDomain(Domain domain) implements SenderRule {
    @Override
    public String toString() {
      return "@" + domain;
    }
  }

  /** One address, whatever its case: {@code alice@example.org}. */
  record One(MailAddress address) implements SenderRule {
    @Override
    public String toString() {
      return address.toString();
    }
  }

  /**
   * Parses a rule.
   *
   * @throws IllegalArgumentException saying what is wrong
   */
  static SenderRule parse(String text) {
    if (text.equals("*")) {
      return new Any();
    }
    if (text.startsWith("@")) {
      return new OfDomain(Domain.parse(text.substring(1)));
    }
    MailAddress address = MailAddress.parse(text);
    if (address.localPart().startsWith("\"")) {
      throw new IllegalArgumentException("a quoted local part cannot be listed");
    }
    if (address.localPart().contains("*")) {
      throw new IllegalArgumentException("* stands alone; a domain is written as @example.org");
    }
    return new One(address);
  }

  /** Whether mail may be sent from the address. */
  default boolean matches(MailAddress sender) {
    return switch (this) {
      case Any any -> true;
      case OfDomain rule -> rule.domain().equals(sender.domain());
      case One rule ->
          rule.address().domain().equals(sender.domain())
              && folded(rule.address()).equals(folded(sender));
    };
  }

  /** RFC 5321 §2.3.11: only its own host may do this; here that host's operator has named it. */
  private static String folded(MailAddress address) {
    return Normalizer.normalize(address.unquotedLocalPart(), Normalizer.Form.NFC)
        .toLowerCase(Locale.ROOT);
  }
}
