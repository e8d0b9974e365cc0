package org.dromedary.dsn;

import java.util.Locale;
import org.dromedary.mail.Domain;
import org.dromedary.mail.MailAddress;
import org.dromedary.mail.OriginalRecipient;

/** Addresses as notifications write them. */
final class ReportedAddress {
  private ReportedAddress() {}

  /** With A-labels if that makes the whole address ASCII; else as it was written. */
  static MailAddress plainest(MailAddress address) {
    MailAddress plain =
        new MailAddress(address.localPart(), Domain.parse(address.domain().ascii()));
    return plain.isInternationalized() ? address : plain;
  }

  /**
   * Type and address (RFC 3464 §2.3.2, RFC 6533 §3): {@code rfc822} where it can express the
   * address, else {@code utf-8}.
   *
   * @param utf8 whether characters outside ASCII may stand in the field
   */
  static String typed(MailAddress address, boolean utf8) {
    if (utf8 && address.isInternationalized()) {
      return "utf-8; " + address;
    }
    MailAddress plainest = plainest(address);
    return plainest.isInternationalized()
        ? "utf-8; " + xtext(address.toString())
        : "rfc822; " + plainest;
  }

  /** The address that the sender gave in ORCPT, decoded (RFC 3464 §2.3.1, RFC 6533 §3). */
  static String typed(OriginalRecipient original, boolean utf8) {
    boolean encoded = !utf8 && original.addressType().equals("utf-8");
    return original.addressType()
        + "; "
        + (encoded ? xtext(original.address()) : original.address());
  }

  /** RFC 6533 §3: utf-8-addr-xtext, the form for fields of seven bits. */
  private static String xtext(String text) {
    StringBuilder escaped = new StringBuilder();
    text.codePoints()
        .forEach(
            point -> {
              if (point > ' ' && point <= '~' && "+=\\".indexOf(point) < 0) {
                escaped.appendCodePoint(point);
              } else {
                escaped.append(String.format(Locale.ROOT, "\\x{%02X}", point));
              }
            });
    return escaped.toString();
  }
}
