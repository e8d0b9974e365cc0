package org.dromedary.local;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import org.dromedary.mail.MailContent;

/**
 * Writes a mail as it is kept in a Maildir, and counts: line ends are LF, as every reader of a
 * Maildir expects; any other octet stays. For one thread.
 */
final class StoredMail {
  private static final int BUFFER_OCTETS = 64 << 10;

  private final LocalMail mail;
  private long octets;
  private long lineEnds;
  private boolean afterCr;

  StoredMail(LocalMail mail) {
    this.mail = mail;
  }

  /** Size of the file. */
  long octets() {
    return octets;
  }

  /** Size of the mail with CRLF line ends, as IMAP gives it. */
  long crlfOctets() {
    return octets + lineEnds;
  }

  /** Writes the mail; to be called once. */
  void writeTo(OutputStream out) throws IOException {
    MailContent content = mail.content();
    write(out, traceFields());
    byte[] buffer = new byte[BUFFER_OCTETS];
    try (InputStream in = content.open()) {
      for (int count = in.read(buffer); count >= 0; count = in.read(buffer)) {
        write(out, buffer, count);
      }
    }
    if (afterCr) {
      put(out, '\r');
    }
  }

  private byte[] traceFields() {
    // RFC 5321 §4.4: final delivery adds the reverse path, at the beginning
    String returnPath = "Return-Path: " + mail.reversePath() + "\r\n";
    String deliveredTo = "Delivered-To: " + mail.recipient().address() + "\r\n";
    return (returnPath + deliveredTo).getBytes(StandardCharsets.UTF_8);
  }

  private void write(OutputStream out, byte[] bytes) throws IOException {
    write(out, bytes, bytes.length);
  }

  private void write(OutputStream out, byte[] bytes, int count) throws IOException {
    for (int i = 0; i < count; i++) {
      byte octet = bytes[i];
      if (afterCr && octet != '\n') {
        put(out, '\r');
      }
      afterCr = octet == '\r';
      if (!afterCr) {
        put(out, octet);
      }
    }
  }

  private void put(OutputStream out, int octet) throws IOException {
    out.write(octet);
    octets++;
    if (octet == '\n') {
      lineEnds++;
    }
  }
}
