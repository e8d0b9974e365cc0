package org.dromedary.routing;

import java.net.IDN;
import java.text.Normalizer;
import org.dromedary.mail.MailAddress;

/**
 * An address in the forms that patterns are compared with; made once for all patterns of a table.
 *
 * @param localPart without quotes, normalized (RFC 6532 §3.1)
 * @param ascii the domain with A-labels, or an address literal
 * @param unicode the domain with U-labels; the same as {@code ascii} when it has none
 */
record ComparedAddress(String localPart, String ascii, String unicode) {
  static ComparedAddress of(MailAddress address) {
    String ascii = address.domain().ascii();
    boolean hasALabel = ascii.contains("xn--"); // RFC 5890 §2.3.2.1
    return new ComparedAddress(
        normalized(address.unquotedLocalPart()), ascii, hasALabel ? IDN.toUnicode(ascii) : ascii);
  }

  @Override
  public String toString() {
    return localPart + "@" + ascii;
  }

  static String normalized(String text) {
    return Normalizer.normalize(text, Normalizer.Form.NFC);
  }
}
