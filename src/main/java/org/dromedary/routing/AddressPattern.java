package org.dromedary.routing;

import java.net.IDN;
import java.text.Normalizer;
import java.util.Optional;
import org.dromedary.mail.MailAddress;

/**
 * Which addresses a rule is for: {@code *@example.org} is compared with the whole address, {@code
 * *.example.org} with its domain, {@code <>} is the null reverse path. Whichever way a peer writes
 * an address, with quotes or without, with A-labels or U-labels, it is the same address.
 *
 * @param wildcard empty for the null reverse path
 */
record AddressPattern(Optional<Wildcard> wildcard, boolean wholeAddress) {

  /**
   * Parses a pattern.
   *
   * @throws IllegalArgumentException saying what is wrong
   */
  static AddressPattern parse(String text) {
    if (text.equals("<>")) {
      return new AddressPattern(Optional.empty(), false);
    }
    if (text.indexOf('<') >= 0 || text.indexOf('>') >= 0) {
      throw new IllegalArgumentException("an address in angle brackets");
    }
    return new AddressPattern(
        Optional.of(Wildcard.parse(normalized(text))), text.indexOf('@') >= 0);
  }

  /** Whether an address, or none, is meant. */
  boolean matches(Optional<MailAddress> address) {
    if (address.isEmpty() || wildcard.isEmpty()) {
      return address.isEmpty() && wildcard.isEmpty();
    }
    String localPart = normalized(address.get().unquotedLocalPart());
    String ascii = address.get().domain().ascii();
    String unicode = IDN.toUnicode(ascii);
    return matches(localPart, ascii) || (!unicode.equals(ascii) && matches(localPart, unicode));
  }

  private boolean matches(String localPart, String domain) {
    return wildcard.orElseThrow().matches(wholeAddress ? localPart + "@" + domain : domain);
  }

  private static String normalized(String text) {
    return Normalizer.normalize(text, Normalizer.Form.NFC);
  }
}
