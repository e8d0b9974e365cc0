package org.dromedary.dsn;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import org.dromedary.mail.MailContent;

/** The parts as {@code multipart/report} (RFC 6522 §3, RFC 2046 §5.1). */
final class MultipartReport {
  private final List<MimePart> parts;
  private final Optional<WholeMail> mail;
  private final String digest;

  /**
   * @param mail the last part, if there is one more
   */
  MultipartReport(List<MimePart> parts, Optional<WholeMail> mail) {
    this.parts = List.copyOf(parts);
    this.mail = mail;
    this.digest = digestOf(parts, mail);
  }

  /** 32 characters that no part can contain, since they depend on each octet of all parts. */
  String digest() {
    return digest;
  }

  /** Whether it has octets above 127. */
  boolean isEightBit() {
    return mail.filter(WholeMail::eightBit).isPresent()
        || parts.stream().anyMatch(part -> part.encoding() == MimePart.Encoding.EIGHT_BIT);
  }

  private static String digestOf(List<MimePart> parts, Optional<WholeMail> mail) {
    MessageDigest sha = sha256();
    parts.forEach(part -> sha.update(part.body()));
    mail.ifPresent(whole -> sha.update(whole.digest()));
    return HexFormat.of().formatHex(sha.digest(), 0, 16);
  }

  static MessageDigest sha256() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java platform has SHA-256", e);
    }
  }

  /**
   * The whole message; a mail in it is not copied.
   *
   * @param header the other fields of its header section
   */
  MailContent content(String header) {
    String boundary = "=_" + digest;
    ByteArrayOutputStream message = new ByteArrayOutputStream();
    write(message, header);
    write(message, "Content-Type: multipart/report; report-type=delivery-status;\r\n");
    write(message, " boundary=\"" + boundary + "\"\r\n");
    if (isEightBit()) {
      write(message, "Content-Transfer-Encoding: 8bit\r\n"); // RFC 2045 §6.4
    }
    write(message, "\r\nThis is a report in several parts (RFC 3464).\r\n");
    for (MimePart part : parts) {
      write(message, "\r\n--" + boundary + "\r\n");
      message.writeBytes(part.header());
      message.writeBytes(part.body());
    }
    String end = "\r\n--" + boundary + "--\r\n";
    if (mail.isEmpty()) {
      write(message, end);
      return MailContent.of(message.toByteArray());
    }
    write(message, "\r\n--" + boundary + "\r\n");
    message.writeBytes(mail.get().header());
    return mail.get()
        .content()
        .append(end.getBytes(StandardCharsets.US_ASCII))
        .prepend(message.toByteArray());
  }

  private static void write(ByteArrayOutputStream message, String text) {
    message.writeBytes(text.getBytes(StandardCharsets.UTF_8));
  }
}
