package org.dromedary.events;

import static java.nio.charset.StandardCharsets.UTF_8;

import jakarta.mail.internet.MimeUtility;
import java.io.UnsupportedEncodingException;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/**
 * Stands for a subject where the subject itself is nobody's business: mail can be found by a
 * subject that is known, and no subject can be read from it.
 */
public final class SubjectHash {
  private static final int OCTETS = 8;

  private SubjectHash() {}

  /**
   * The first 64 bits of SHA-256, in hexadecimal digits, of the subject as people read it: encoded
   * words (RFC 2047) decoded, white space joined.
   */
  public static String of(String subject) {
    byte[] text = decoded(subject).strip().replaceAll("\\s+", " ").getBytes(UTF_8);
    return HexFormat.of().formatHex(sha256().digest(text), 0, OCTETS);
  }

  private static String decoded(String subject) {
    if (!subject.contains("=?")) {
      return subject;
    }
    try {
      return MimeUtility.decodeText(subject);
    } catch (UnsupportedEncodingException e) {
      return subject; // a charset that nobody knows
    }
  }

  private static MessageDigest sha256() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java has SHA-256", e);
    }
  }
}
