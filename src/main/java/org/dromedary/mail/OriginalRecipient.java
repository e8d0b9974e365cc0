package org.dromedary.mail;

import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The recipient as the first sender wrote it (RFC 3461 §4.2), and with UTF-8 (RFC 6533 §3).
 *
 * @param addressType in lower case, such as {@code rfc822} or {@code utf-8}
 * @param address decoded; printable, beyond ASCII only if the type is {@code utf-8}
 */
public record OriginalRecipient(String addressType, String address) {
  /** RFC 3461 §4.2: 500 characters with the type. */
  private static final int MAXIMUM_LENGTH = 500;

  private static final String UTF_8 = "utf-8";

  /** An atom that is no xtext either. */
  private static final Pattern TYPE = Pattern.compile("[a-z0-9][a-z0-9-]{0,62}");

  /** RFC 6533 §3, EmbeddedUnicodeChar. */
  private static final Pattern EMBEDDED = Pattern.compile("\\\\x\\{([0-9A-F]{2,6})}");

  public OriginalRecipient {
    if (!TYPE.matcher(addressType).matches() || address.isEmpty()) {
      throw new IllegalArgumentException("not an original recipient");
    }
    boolean utf8 = addressType.equals(UTF_8);
    if (!address.codePoints().allMatch(c -> utf8 ? isPrintable(c) : c >= ' ' && c <= '~')) {
      throw new IllegalArgumentException("original recipient is not printable");
    }
  }

  private static boolean isPrintable(int c) {
    return c >= ' '
        && c <= Character.MAX_CODE_POINT
        && !Character.isISOControl(c)
        && c != 0x2028 // line and paragraph separator
        && c != 0x2029
        && (c < Character.MIN_SURROGATE || c > Character.MAX_SURROGATE);
  }

  /**
   * Parses the value of ORCPT: {@code rfc822;user+2Btag@example.org}.
   *
   * @param smtpUtf8 whether the transaction allows the address beyond ASCII (RFC 6533 §3)
   * @throws IllegalArgumentException when it is malformed
   */
  public static OriginalRecipient parse(String value, boolean smtpUtf8) {
    if (value.length() > MAXIMUM_LENGTH) {
      throw new IllegalArgumentException("not an original recipient");
    }
    return decode(value, smtpUtf8);
  }

  /**
   * Reads what {@link #toParameter} wrote, which may be longer than the parameter that was parsed.
   *
   * @throws IllegalArgumentException when it is malformed
   */
  public static OriginalRecipient ofParameter(String value) {
    return decode(value, false);
  }

  private static OriginalRecipient decode(String value, boolean smtpUtf8) {
    int semicolon = value.indexOf(';');
    if (semicolon < 0) {
      throw new IllegalArgumentException("not an original recipient");
    }
    String type = value.substring(0, semicolon).toLowerCase(Locale.ROOT);
    String encoded = value.substring(semicolon + 1);
    return new OriginalRecipient(
        type, type.equals(UTF_8) ? decodeUtf8(encoded, smtpUtf8) : Xtext.decode(encoded));
  }

  /** utf-8-addr-xtext, and with SMTPUTF8 utf-8-addr-unitext. */
  private static String decodeUtf8(String encoded, boolean smtpUtf8) {
    if (!EMBEDDED
        .matcher(encoded)
        .replaceAll("")
        .codePoints()
        .allMatch(c -> isPlain(c, smtpUtf8))) {
      throw new IllegalArgumentException("not an encoded address");
    }
    return EMBEDDED
        .matcher(encoded)
        .replaceAll(embedded -> Matcher.quoteReplacement(character(embedded.group(1))));
  }

  /** RFC 6533 §3, QCHAR and QUCHAR. */
  private static boolean isPlain(int c, boolean smtpUtf8) {
    return c > ' ' && c != '+' && c != '=' && c != '\\' && (c <= '~' || (smtpUtf8 && c > 0x7f));
  }

  private static String character(String hex) {
    int c = Integer.parseInt(hex, 16);
    if (c > Character.MAX_CODE_POINT) {
      throw new IllegalArgumentException("not a character");
    }
    return Character.toString(c);
  }

  /** As the value of ORCPT, in ASCII: {@link #ofParameter} gives the same again. */
  public String toParameter() {
    return addressType + ";" + (addressType.equals(UTF_8) ? encodeUtf8() : Xtext.encode(address));
  }

  private String encodeUtf8() {
    StringBuilder encoded = new StringBuilder();
    address
        .codePoints()
        .forEach(
            c -> {
              if (isPlain(c, false)) {
                encoded.append((char) c);
              } else {
                encoded.append(String.format(Locale.ROOT, "\\x{%02X}", c));
              }
            });
    return encoded.toString();
  }
}
