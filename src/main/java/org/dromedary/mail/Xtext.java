package org.dromedary.mail;

/**
 * Text in which {@code +}, {@code =} and what is not printable is written {@code +2B} (RFC 3461
 * §4).
 */
public final class Xtext {
  private static final String HEX = "0123456789ABCDEF";

  private Xtext() {}

  /**
   * The text that was encoded.
   *
   * @throws IllegalArgumentException when it is not xtext, or not printable ASCII when decoded
   */
  public static String decode(String xtext) {
    StringBuilder text = new StringBuilder(xtext.length());
    for (int i = 0; i < xtext.length(); i++) {
      char c = xtext.charAt(i);
      if (c == '+' && i + 2 < xtext.length()) {
        c = (char) (hex(xtext.charAt(i + 1)) << 4 | hex(xtext.charAt(i + 2)));
        i += 2;
        requirePrintable(c, ' ');
      } else if (c == '+' || c == '=') {
        throw new IllegalArgumentException("not xtext");
      } else {
        requirePrintable(c, '!');
      }
      text.append(c);
    }
    return text.toString();
  }

  private static void requirePrintable(char c, char least) {
    if (c < least || c > '~') {
      throw new IllegalArgumentException("not printable");
    }
  }

  /** Upper case only (RFC 3461 §4, hexchar). */
  private static int hex(char c) {
    int digit = HEX.indexOf(c);
    if (digit < 0) {
      throw new IllegalArgumentException("not xtext");
    }
    return digit;
  }

  /** Encodes printable ASCII. */
  public static String encode(String text) {
    StringBuilder xtext = new StringBuilder(text.length());
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      requirePrintable(c, ' ');
      if (c == '+' || c == '=' || c == ' ') {
        xtext.append('+').append(HEX.charAt(c >> 4)).append(HEX.charAt(c & 15));
      } else {
        xtext.append(c);
      }
    }
    return xtext.toString();
  }
}
