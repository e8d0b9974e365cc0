package org.dromedary.smtp.wire;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.dromedary.mail.SmtpReply;

/**
 * Writes a reply as octets (RFC 5321 §4.2.1): {@code 250-...}, {@code 250 ...}, each line with the
 * status if there is one (RFC 2034 §4), no line over 512 octets.
 */
public final class ReplyWriter {
  /** RFC 5321 §4.5.3.1.5: 512 octets with code, separator and CRLF. */
  private static final int MAXIMUM_OCTETS = 512;

  private static final int CODE_AND_CRLF = 6;

  private ReplyWriter() {}

  /** The octets of a reply, CRLF included; other than ASCII becomes {@code ?}. */
  public static byte[] octets(SmtpReply reply) {
    String prefix = reply.status().map(status -> status + " ").orElse("");
    List<String> lines = new ArrayList<>(reply.lines().size());
    for (String line : reply.lines()) {
      wrap(line, MAXIMUM_OCTETS - CODE_AND_CRLF - prefix.length(), lines);
    }
    ByteArrayOutputStream out = new ByteArrayOutputStream(128);
    for (int i = 0; i < lines.size(); i++) {
      char separator = i + 1 < lines.size() ? '-' : ' ';
      String line = reply.code().toString() + separator + prefix + lines.get(i) + "\r\n";
      out.writeBytes(line.getBytes(StandardCharsets.US_ASCII));
    }
    return out.toByteArray();
  }

  private static void wrap(String text, int width, List<String> lines) {
    String rest = text;
    while (rest.length() > width) {
      lines.add(rest.substring(0, width));
      rest = rest.substring(width);
    }
    lines.add(rest);
  }
}
