package org.dromedary.mail;

import java.nio.charset.StandardCharsets;

/**
 * A mailbox address: {@code local-part@domain} (RFC 5321 §4.1.2, RFC 6531 §3.3).
 *
 * <p>The local part is kept as it was written, quoted or not, because only its own host may
 * interpret it (RFC 5321 §2.3.11).
 *
 * @param localPart dot-string or quoted-string with its quotes, at most 64 octets
 */
public record MailAddress(String localPart, Domain domain) {
  /** RFC 5321 §4.5.3.1.1. */
  private static final int MAXIMUM_LOCAL_PART_OCTETS = 64;

  private static final String ATEXT_SPECIALS = "!#$%&'*+-/=?^_`{|}~";

  public MailAddress {
    if (localPart.getBytes(StandardCharsets.UTF_8).length > MAXIMUM_LOCAL_PART_OCTETS) {
      throw new IllegalArgumentException("local part is longer than 64 octets");
    }
    if (!isDotString(localPart) && !isQuotedString(localPart)) {
      throw new IllegalArgumentException("invalid local part");
    }
  }

  /**
   * Parses {@code local-part@domain}, without angle brackets.
   *
   * @throws IllegalArgumentException with a text fit for a reply
   */
  public static MailAddress parse(String text) {
    int at = text.lastIndexOf('@');
    if (at < 0) {
      throw new IllegalArgumentException("address has no domain");
    }
    return new MailAddress(text.substring(0, at), Domain.parse(text.substring(at + 1)));
  }

  private static boolean isDotString(String text) {
    boolean atomStarts = true;
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c == '.') {
        if (atomStarts) {
          return false;
        }
        atomStarts = true;
      } else if (isAtext(c)) {
        atomStarts = false;
      } else {
        return false;
      }
    }
    return !atomStarts;
  }

  private static boolean isAtext(char c) {
    return (c >= 'a' && c <= 'z')
        || (c >= 'A' && c <= 'Z')
        || (c >= '0' && c <= '9')
        || ATEXT_SPECIALS.indexOf(c) >= 0
        || isUtf8NonAscii(c);
  }

  private static boolean isUtf8NonAscii(char c) {
    return c >= 0xa0 && c != 0x2028 && c != 0x2029; // no C1 controls, no Unicode line breaks
  }

  private static boolean isQuotedString(String text) {
    int last = text.length() - 1;
    if (last < 1 || text.charAt(0) != '"' || text.charAt(last) != '"') {
      return false;
    }
    for (int i = 1; i < last; i++) {
      char c = text.charAt(i);
      if (c == '\\') {
        i++;
        if (i == last || !isPrintable(text.charAt(i))) {
          return false;
        }
      } else if (c == '"' || (!isPrintable(c) && !isUtf8NonAscii(c))) {
        return false;
      }
    }
    return true;
  }

  private static boolean isPrintable(char c) {
    return c >= ' ' && c <= '~';
  }

  /** The local part without quotes and backslashes: what a mailbox look-up compares. */
  public String unquotedLocalPart() {
    if (!localPart.startsWith("\"")) {
      return localPart;
    }
    return localPart.substring(1, localPart.length() - 1).replaceAll("\\\\(.)", "$1");
  }

  /** Whether it may travel only with SMTPUTF8 (RFC 6531 §3.1). */
  public boolean isInternationalized() {
    return !Domain.isAscii(localPart) || domain.isInternationalized();
  }

  @Override
  public String toString() {
    return localPart + "@" + domain;
  }
}
