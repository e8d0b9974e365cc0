package org.dromedary.mail;

import java.net.IDN;
import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Locale;
import java.util.regex.Pattern;

/**
 * The part of an address after the {@code @}: a domain name or an address literal.
 *
 * <p>Two domains are equal when their A-label forms are (RFC 5890 §2.3.2.4), whatever their case;
 * {@link #toString()} gives the text as it was written.
 */
public final class Domain {
  /** RFC 5321 §4.5.3.1.2. */
  private static final int MAXIMUM_OCTETS = 255;

  private static final int MAXIMUM_LABEL_OCTETS = 63;
  private static final Pattern IPV4 =
      Pattern.compile("((25[0-5]|2[0-4]\\d|1?\\d?\\d)(\\.(?!$)|$)){4}");
  private static final Pattern IPV6 = Pattern.compile("[0-9a-f:.]{2,45}");

  private final String text;
  private final String ascii;

  private Domain(String text, String ascii) {
    this.text = text;
    this.ascii = ascii;
  }

  /**
   * Parses a domain name (A-labels or U-labels) or an address literal such as {@code [192.0.2.1]}.
   *
   * @throws IllegalArgumentException with a text fit for a reply when it is neither
   */
  public static Domain parse(String text) {
    if (text.startsWith("[")) {
      return new Domain(text, literal(text.toLowerCase(Locale.ROOT)));
    }
    return new Domain(text, name(text));
  }

  private static String name(String text) {
    String ascii;
    try {
      ascii = isAscii(text) ? text : IDN.toASCII(text);
    } catch (IllegalArgumentException e) {
      throw new IllegalArgumentException("invalid domain name", e);
    }
    ascii = ascii.toLowerCase(Locale.ROOT);
    if (ascii.isEmpty() || ascii.length() > MAXIMUM_OCTETS) {
      throw new IllegalArgumentException("domain name is empty or too long");
    }
    int start = 0;
    for (int dot = ascii.indexOf('.'); dot >= 0; dot = ascii.indexOf('.', start)) {
      requireLabel(ascii, start, dot);
      start = dot + 1;
    }
    requireLabel(ascii, start, ascii.length());
    return ascii;
  }

  /** Letters, digits, and hyphens inside (RFC 5321 §4.1.2); underscores occur in practice. */
  private static void requireLabel(String name, int start, int end) {
    boolean valid = start < end && end - start <= MAXIMUM_LABEL_OCTETS;
    for (int i = start; valid && i < end; i++) {
      char c = name.charAt(i);
      boolean inside = i > start && i < end - 1;
      valid = isLetterOrDigit(c) || c == '_' || (c == '-' && inside);
    }
    if (!valid) {
      throw new IllegalArgumentException("invalid domain name");
    }
  }

  private static boolean isLetterOrDigit(char c) {
    return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9');
  }

  private static String literal(String text) {
    // RFC 5321 §4.1.3; general address literals other than IPv6 are not in use and refused
    String inner = text.endsWith("]") ? text.substring(1, text.length() - 1) : "";
    if (IPV4.matcher(inner).matches()) {
      return text;
    }
    if (inner.startsWith("ipv6:") && isIpv6(inner.substring(5))) {
      return text;
    }
    throw new IllegalArgumentException("invalid address literal");
  }

  private static boolean isIpv6(String text) {
    if (!text.contains(":") || !IPV6.matcher(text).matches()) {
      return false;
    }
    try {
      InetAddress address = InetAddress.getByName(text); // only hex, colon, dot: never a look-up
      return address instanceof Inet6Address || text.startsWith("::ffff:");
    } catch (UnknownHostException e) {
      return false;
    }
  }

  static boolean isAscii(String text) {
    for (int i = 0; i < text.length(); i++) {
      if (text.charAt(i) >= 0x80) {
        return false;
      }
    }
    return true;
  }

  /** The name in lower case with A-labels, or the literal with its brackets. */
  public String ascii() {
    return ascii;
  }

  public boolean isAddressLiteral() {
    return text.startsWith("[");
  }

  /** Whether it was written with U-labels, so that it may travel only with SMTPUTF8 (RFC 6531). */
  public boolean isInternationalized() {
    return !isAscii(text);
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof Domain domain && ascii.equals(domain.ascii);
  }

  @Override
  public int hashCode() {
    return ascii.hashCode();
  }

  /** As it was written. */
  @Override
  public String toString() {
    return text;
  }
}
