package org.dromedary.dsn;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;

/** The parts as {@code multipart/report} (RFC 6522 §3, RFC 2046 §5.1). */
final class MultipartReport {
  private final List<MimePart> parts;
  private final String digest;

  MultipartReport(List<MimePart> parts) {
    this.parts = List.copyOf(parts);
    this.digest = digestOf(parts);
  }

  /** 32 characters that no part can contain, since they depend on each octet of all parts. */
  String digest() {
    return digest;
  }

  private static String digestOf(List<MimePart> parts) {
    try {
      MessageDigest sha = MessageDigest.getInstance("SHA-256");
      parts.forEach(part -> sha.update(part.body()));
      return HexFormat.of().formatHex(sha.digest(), 0, 16);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java platform has SHA-256", e);
    }
  }

  /**
   * The whole message.
   *
   * @param header the other fields of its header section
   */
  byte[] octets(String header) {
    String boundary = "=_" + digest;
    ByteArrayOutputStream message = new ByteArrayOutputStream();
    write(message, header);
    write(message, "Content-Type: multipart/report; report-type=delivery-status;\r\n");
    write(message, " boundary=\"" + boundary + "\"\r\n\r\n");
    write(message, "This is a report in several parts (RFC 3464).\r\n");
    for (MimePart part : parts) {
      write(message, "\r\n--" + boundary + "\r\n");
      message.writeBytes(part.header());
      message.writeBytes(part.body());
    }
    write(message, "\r\n--" + boundary + "--\r\n");
    return message.toByteArray();
  }

  private static void write(ByteArrayOutputStream message, String text) {
    message.writeBytes(text.getBytes(StandardCharsets.UTF_8));
  }
}
