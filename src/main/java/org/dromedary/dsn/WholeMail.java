package org.dromedary.dsn;

import java.io.IOException;
import java.io.InputStream;
import java.security.MessageDigest;
import java.util.Optional;
import org.dromedary.mail.MailContent;

/**
 * A mail as a part of a report; its octets stay where they are.
 *
 * @param international whether its header section may have UTF-8
 * @param eightBit whether it has octets above 127
 * @param digest of all its octets
 */
@SuppressWarnings("ArrayRecordComponent") // compared by nobody
record WholeMail(MailContent content, boolean international, boolean eightBit, byte[] digest) {
  private static final int CHUNK_OCTETS = 1 << 14;

  /**
   * Reads the mail; empty when its lines would need an encoding, which a part of type message may
   * not have (RFC 2046 §5.2.1).
   *
   * @throws IOException when it cannot be read
   */
  static Optional<WholeMail> of(ReportedMail mail) throws IOException {
    MessageDigest sha = MultipartReport.sha256();
    LineScan scan = new LineScan();
    byte[] chunk = new byte[CHUNK_OCTETS];
    try (InputStream in = mail.content().open()) {
      for (int length = in.read(chunk); length >= 0; length = in.read(chunk)) {
        scan.add(chunk, length);
        sha.update(chunk, 0, length);
      }
    }
    if (!scan.isPlain()) {
      return Optional.empty();
    }
    boolean international = mail.envelope().smtpUtf8() && scan.isEightBit();
    return Optional.of(
        new WholeMail(mail.content(), international, scan.isEightBit(), sha.digest()));
  }

  /** The header of the part, with the empty line. */
  byte[] header() {
    return MimePart.header(
        international ? "message/global" : "message/rfc822", // RFC 6532 §3.7, RFC 2046 §5.2.1
        "The undelivered mail",
        eightBit ? MimePart.Encoding.EIGHT_BIT : MimePart.Encoding.SEVEN_BIT);
  }
}
