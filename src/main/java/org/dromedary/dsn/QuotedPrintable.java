package org.dromedary.dsn;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.Locale;

/**
 * Encodes octets as quoted-printable (RFC 2045 §6.7) so that decoding gives the very same octets:
 * CRLF is a line end, CR or LF alone is an octet like others. For one thread.
 */
final class QuotedPrintable {
  /** RFC 2045 §6.7 rule 5: 76 characters, the soft line break included. */
  private static final int MAXIMUM_LINE = 76;

  private final ByteArrayOutputStream encoded = new ByteArrayOutputStream();
  private int column;

  private QuotedPrintable() {}

  static byte[] encode(byte[] octets) {
    QuotedPrintable line = new QuotedPrintable();
    for (int i = 0; i < octets.length; i++) {
      if (isLineEnd(octets, i)) {
        line.endLine();
        i++;
      } else {
        boolean last = i + 1 == octets.length || isLineEnd(octets, i + 1);
        line.put(token(octets[i], last), last);
      }
    }
    return line.encoded.toByteArray();
  }

  private static boolean isLineEnd(byte[] octets, int i) {
    return octets[i] == '\r' && i + 1 < octets.length && octets[i + 1] == '\n';
  }

  private static String token(byte octet, boolean lastOfLine) {
    boolean blank = octet == ' ' || octet == '\t';
    boolean literal = octet > ' ' && octet <= '~' && octet != '=';
    // RFC 2045 §6.7 rule 3: no blank at the end of a line
    if (literal || (blank && !lastOfLine)) {
      return String.valueOf((char) octet);
    }
    return "=" + HexFormat.of().toHexDigits(octet).toUpperCase(Locale.ROOT);
  }

  private void put(String token, boolean lastOfLine) {
    int room = lastOfLine ? MAXIMUM_LINE : MAXIMUM_LINE - 1;
    if (column + token.length() > room) {
      encoded.write('=');
      endLine();
    }
    encoded.writeBytes(token.getBytes(StandardCharsets.US_ASCII));
    column += token.length();
  }

  private void endLine() {
    encoded.write('\r');
    encoded.write('\n');
    column = 0;
  }
}
