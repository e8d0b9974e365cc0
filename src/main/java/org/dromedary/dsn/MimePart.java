package org.dromedary.dsn;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;

/** One part of the report; its octets are encoded only if they have to be. */
final class MimePart {
  /** RFC 2045 §6. */
  enum Encoding {
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

  static MimePart html(String text, boolean utf8) {
    byte[] octets = text.getBytes(StandardCharsets.UTF_8);
    return new MimePart("text/html; charset=utf-8", "Notification in HTML", octets, utf8);
  }

  /** The same words twice, the better one last (RFC 2046 §5.1.4). */
  static MimePart alternative(MimePart plain, MimePart better, boolean utf8) {
    MultipartReport both = new MultipartReport(List.of(plain, better), Optional.empty());
    String boundary = "=-" + both.digest();
    ByteArrayOutputStream octets = new ByteArrayOutputStream();
    for (MimePart part : List.of(plain, better)) {
      octets.writeBytes(("--" + boundary + "\r\n").getBytes(StandardCharsets.US_ASCII));
      octets.writeBytes(part.header());
      octets.writeBytes(part.body());
      octets.writeBytes("\r\n".getBytes(StandardCharsets.US_ASCII));
    }
    octets.writeBytes(("--" + boundary + "--\r\n").getBytes(StandardCharsets.US_ASCII));
    return new MimePart(
        "multipart/alternative; boundary=\"" + boundary + "\"",
        "Notification",
        octets.toByteArray(),
        utf8);
  }

  static MimePart status(String fields, boolean utf8) {
    String type =
        utf8
            ? "message/global-delivery-status" // RFC 6533 §4
            : "message/delivery-status"; // RFC 3464 §2.1
    return new MimePart(type, "Delivery report", fields.getBytes(StandardCharsets.UTF_8), utf8);
  }

  static MimePart headers(byte[] header, NotificationKind kind, boolean utf8) {
    String description = kind.isSuccess() ? "Header of the mail" : "Header of the undelivered mail";
    MimePart global =
        new MimePart("message/global-headers", description, header, utf8 && isUtf8(header));
    // RFC 6533 §6.3 for UTF-8 as it is; RFC 6522 §4: text/rfc822-headers may be quoted-printable
    // if the fields are broken, and each reader of MIME decodes a text
    return global.encoding() == Encoding.EIGHT_BIT
        ? global
        : new MimePart("text/rfc822-headers", description, header, false);
  }

  private static boolean isUtf8(byte[] octets) {
    try {
      return StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(octets)).hasRemaining();
    } catch (CharacterCodingException e) {
      return false;
    }
  }

  Encoding encoding() {
    LineScan scan = LineScan.of(octets);
    if (!scan.isPlain()) {
      return Encoding.QUOTED_PRINTABLE;
    }
    if (!scan.isEightBit()) {
      return Encoding.SEVEN_BIT;
    }
    return eightBit ? Encoding.EIGHT_BIT : Encoding.QUOTED_PRINTABLE;
  }

  /** The header of the part, with the empty line. */
  byte[] header() {
    return header(contentType, description, encoding());
  }

  static byte[] header(String contentType, String description, Encoding encoding) {
    String header =
        "Content-Type: %s\r\nContent-Description: %s\r\nContent-Transfer-Encoding: %s\r\n\r\n"
            .formatted(contentType, description, encoding.token);
    return header.getBytes(StandardCharsets.US_ASCII);
  }

  /** The body of the part, encoded. */
  byte[] body() {
    return encoding() == Encoding.QUOTED_PRINTABLE ? QuotedPrintable.encode(octets) : octets;
  }
}
