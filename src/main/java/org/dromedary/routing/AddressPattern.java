package org.dromedary.routing;

import java.util.Optional;
import org.dromedary.mail.MailAddress;

/**
 * Which addresses a rule is for: {@code *@example.org} is compared with the whole address, {@code
 * *.example.org} with its domain, {@code <>} is the null reverse path. Whichever way a peer writes
 * an address, with quotes or without, with A-labels or U-labels, it is the same address.
 *
 * @param wildcard empty for the null reverse path
 */
public record AddressPattern(Optional<Wildcard> wildcard, boolean wholeAddress) {

  static final String REMEDY = "write user@domain or a domain, with * and ?";
  static final String SENDER_REMEDY = REMEDY + ", or <> for notices";

  /**
   * Parses a pattern.
   *
   * @throws IllegalArgumentException saying what is wrong
   */
  public static AddressPattern parse(String text) {
    if (text.equals("<>")) {
      return new AddressPattern(Optional.empty(), false);
    }
    if (text.indexOf('<') >= 0 || text.indexOf('>') >= 0) {
      throw new IllegalArgumentException("an address in angle brackets");
    }
    return new AddressPattern(
        Optional.of(Wildcard.parse(ComparedAddress.normalized(text))), text.indexOf('@') >= 0);
  }

  /** The same for what cannot be null. */
  public static AddressPattern parseRecipient(String text) {
    AddressPattern pattern = parse(text);
    if (pattern.wildcard().isEmpty()) {
      throw new IllegalArgumentException("no recipient is <>");
    }
    return pattern;
  }

  /** Whether an address, or none, is meant. */
  public boolean matches(Optional<MailAddress> address) {
    return matchesCompared(address.map(ComparedAddress::of));
  }

  /** The same for an address that many patterns are asked for. */
  boolean matchesCompared(Optional<ComparedAddress> address) {
    if (address.isEmpty() || wildcard.isEmpty()) {
      return address.isEmpty() && wildcard.isEmpty();
    }
    String ascii = address.get().ascii();
    String unicode = address.get().unicode();
    String localPart = address.get().localPart();
    return matches(localPart, ascii) || (!unicode.equals(ascii) && matches(localPart, unicode));
  }

  private boolean matches(String localPart, String domain) {
    return wildcard.orElseThrow().matches(wholeAddress ? localPart + "@" + domain : domain);
  }
}
