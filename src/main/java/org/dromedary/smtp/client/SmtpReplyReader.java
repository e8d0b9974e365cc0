package org.dromedary.smtp.client;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.dromedary.mail.EnhancedStatusCode;
import org.dromedary.mail.ReplyCode;
import org.dromedary.mail.SmtpReply;

/**
 * Makes replies of the octets of a peer, which may come in any pieces (RFC 5321 §4.2, §4.2.1).
 *
 * <p>Strict in what it hands on, lenient in what it takes: a line may end in LF alone, the last
 * line decides if the codes of a reply differ. Text is UTF-8 (RFC 6531 §3.7.4.2); what is no
 * printable character becomes a question mark, so that a reply can be logged. One instance for one
 * connection and one thread.
 */
final class SmtpReplyReader {
  /** More than RFC 5321 §4.5.3.1.5 allows, since peers write long explanations. */
  static final int MAXIMUM_LINE_OCTETS = 4096;

  static final int MAXIMUM_LINES = 100;

  private static final int CODE_DIGITS = 3;
  private static final ReplyEvent INCOMPLETE = new ReplyEvent.Incomplete();

  private byte[] buffer = new byte[1024];
  private int start;
  private int scanned;
  private int end;
  private final List<String> lines = new ArrayList<>();

  /** Takes octets that came from the peer; {@link #next} gives what they are. */
  void feed(byte[] octets, int offset, int length) {
    if (buffer.length - end < length) {
      makeRoom(length);
    }
    System.arraycopy(octets, offset, buffer, end, length);
    end += length;
  }

  private void makeRoom(int length) {
    int kept = end - start;
    byte[] target = kept + length > buffer.length ? new byte[2 * (kept + length)] : buffer;
    System.arraycopy(buffer, start, target, 0, kept);
    buffer = target;
    scanned -= start;
    start = 0;
    end = kept;
  }

  /** Whether the peer said something that no {@link #next} has taken. */
  boolean hasRest() {
    return end > start || !lines.isEmpty();
  }

  /** The next reply in the octets so far. */
  ReplyEvent next() {
    while (true) {
      while (scanned < end && buffer[scanned] != '\n') {
        scanned++;
      }
      if (scanned - start > MAXIMUM_LINE_OCTETS || lines.size() == MAXIMUM_LINES) {
        return new ReplyEvent.Unusable(FailureKind.REPLY_TOO_LONG);
      }
      if (scanned == end) {
        return INCOMPLETE;
      }
      int from = start;
      int length = scanned - start - (scanned > start && buffer[scanned - 1] == '\r' ? 1 : 0);
      start = ++scanned;
      if (!isReplyLine(from, length)) {
        return new ReplyEvent.Unusable(FailureKind.PROTOCOL_VIOLATION);
      }
      lines.add(text(from, length));
      if (length == CODE_DIGITS || buffer[from + CODE_DIGITS] == ' ') {
        return new ReplyEvent.Complete(reply(from));
      }
    }
  }

  /** Three digits, then the end or a space or a hyphen (RFC 5321 §4.2, Reply-line). */
  private boolean isReplyLine(int from, int length) {
    return length >= CODE_DIGITS
        && buffer[from] >= '2'
        && buffer[from] <= '5'
        && isDigit(buffer[from + 1])
        && isDigit(buffer[from + 2])
        && (length == CODE_DIGITS
            || buffer[from + CODE_DIGITS] == ' '
            || buffer[from + CODE_DIGITS] == '-');
  }

  private static boolean isDigit(byte octet) {
    return octet >= '0' && octet <= '9';
  }

  private String text(int from, int length) {
    int skipped = Math.min(length, CODE_DIGITS + 1);
    String text =
        new String(buffer, from + skipped, length - skipped, StandardCharsets.UTF_8)
            .stripTrailing();
    return text.codePoints().allMatch(SmtpReplyReader::isPrintable) ? text : printable(text);
  }

  private static String printable(String text) {
    StringBuilder printable = new StringBuilder(text.length());
    text.replace('\t', ' ')
        .codePoints()
        .forEach(c -> printable.appendCodePoint(isPrintable(c) ? c : '?'));
    return printable.toString();
  }

  private static boolean isPrintable(int codePoint) {
    if (codePoint < 0x80) {
      return codePoint >= ' ' && codePoint != 0x7f;
    }
    return switch (Character.getType(codePoint)) {
      case Character.CONTROL,
          Character.FORMAT, // would turn the direction of a log line
          Character.LINE_SEPARATOR,
          Character.PARAGRAPH_SEPARATOR,
          Character.SURROGATE ->
          false;
      default -> true;
    };
  }

  private SmtpReply reply(int from) {
    int code =
        100 * (buffer[from] - '0') + 10 * (buffer[from + 1] - '0') + (buffer[from + 2] - '0');
    Optional<EnhancedStatusCode> status =
        EnhancedStatusCode.leading(lines.getFirst()).filter(s -> s.classDigit() == code / 100);
    List<String> texts = new ArrayList<>(lines);
    // RFC 2034 §4: each line of the reply begins with the same status
    status.ifPresent(s -> texts.replaceAll(line -> withoutStatus(line, s)));
    lines.clear();
    return new SmtpReply(new ReplyCode(code), status, texts);
  }

  private static String withoutStatus(String line, EnhancedStatusCode status) {
    return EnhancedStatusCode.leading(line).filter(status::equals).isPresent()
        ? line.substring(statusLength(line)).strip()
        : line;
  }

  private static int statusLength(String line) {
    int space = line.indexOf(' ');
    return space < 0 ? line.length() : space;
  }
}
