package org.dromedary.dsn;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;

/** One part of the report; its octets are encoded only if they have to be. */
final class MimePart {
  /** RFC 5322 §2.1.1. */
  private static final int MAXIMUM_LINE_OCTETS = 998;

  private static final String HEADER_DESCRIPTION = "Header of the undelivered mail";

  private enum Encoding {
    SEVEN_BIT("7bit"),
    EIGHT_BIT("8bit"),
    QUOTED_PRINTABLE("quoted-printable");

    private final String token;

    Encoding(String token) {
      this.token = token;
    }
  }

  private final String contentType;
  private final String description;
  private final byte[] octets;
  private final boolean eightBit;

  /**
   * @param eightBit whether the way allows octets above 127
   */
  private MimePart(String contentType, String description, byte[] octets, boolean eightBit) {
    this.contentType = contentType;
    this.description = description;
    this.octets = octets;
    this.eightBit = eightBit;
  }

  static MimePart text(String text, boolean utf8) {
    byte[] octets = text.getBytes(StandardCharsets.UTF_8);
    return new MimePart("text/plain; charset=utf-8", "Notification", octets, utf8);
  }

  static MimePart status(String fields, boolean utf8) {
    String type =
        utf8
            ? "message/global-delivery-status" // RFC 6533 §4
            : "message/delivery-status"; // RFC 3464 §2.1
    return new MimePart(type, "Delivery report", fields.getBytes(StandardCharsets.UTF_8), utf8);
  }

  static MimePart headers(byte[] header, boolean utf8) {
    MimePart global =
        new MimePart("message/global-headers", HEADER_DESCRIPTION, header, utf8 && isUtf8(header));
    // RFC 6533 §6.3 for UTF-8 as it is; RFC 6522 §4: text/rfc822-headers may be quoted-printable
    // if the fields are broken, and each reader of MIME decodes a text
    return global.encoding() == Encoding.EIGHT_BIT
        ? global
        : new MimePart("text/rfc822-headers", HEADER_DESCRIPTION, header, false);
  }

  private static boolean isAscii(byte[] octets) {
    for (byte octet : octets) {
      if (octet < 0) {
        return false;
      }
    }
    return true;
  }

  private static boolean isUtf8(byte[] octets) {
    try {
      return StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(octets)).hasRemaining();
    } catch (CharacterCodingException e) {
      return false;
    }
  }

  private Encoding encoding() {
    if (!hasPlainLines()) {
      return Encoding.QUOTED_PRINTABLE;
    }
    if (isAscii(octets)) {
      return Encoding.SEVEN_BIT;
    }
    return eightBit ? Encoding.EIGHT_BIT : Encoding.QUOTED_PRINTABLE;
  }

  /** RFC 2045 §2.7: no NUL, CR and LF only together, no line too long. */
  private boolean hasPlainLines() {
    int length = 0;
    for (int i = 0; i < octets.length; i++) {
      boolean lineEnd = octets[i] == '\r' && i + 1 < octets.length && octets[i + 1] == '\n';
      if (lineEnd) {
        length = 0;
        i++;
      } else if (octets[i] == 0 || octets[i] == '\r' || octets[i] == '\n') {
        return false;
      } else if (++length > MAXIMUM_LINE_OCTETS) {
        return false;
      }
    }
    return true;
  }

  /** The header of the part, with the empty line. */
  byte[] header() {
    String header =
        "Content-Type: %s\r\nContent-Description: %s\r\nContent-Transfer-Encoding: %s\r\n\r\n"
            .formatted(contentType, description, encoding().token);
    return header.getBytes(StandardCharsets.US_ASCII);
  }

  /** The body of the part, encoded. */
  byte[] body() {
    return encoding() == Encoding.QUOTED_PRINTABLE ? QuotedPrintable.encode(octets) : octets;
  }
}
