package org.dromedary.dsn;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.dromedary.mail.MailContent;

/**
 * The beginning of a mail up to the first line that is not part of a header field; untrusted
 * octets, as they are.
 */
public final class HeaderSection {
  static final int MAXIMUM_OCTETS = 64 << 10;

  /** RFC 5322 §2.2: printable ASCII but colon, then a colon. */
  private static final Pattern FIELD_START = Pattern.compile("[!-9;-~]+[ \\t]*:.*", Pattern.DOTALL);

  private static final Pattern MESSAGE_ID_FIELD =
      Pattern.compile("message-id[ \\t]*:(.*)", Pattern.CASE_INSENSITIVE);
  private static final Pattern ACCEPT_LANGUAGE_FIELD =
      Pattern.compile("accept-language[ \\t]*:(.*)", Pattern.CASE_INSENSITIVE);
  private static final Pattern LANGUAGE =
      Pattern.compile(
          "\\s*([A-Za-z]{2,3}(?:-[A-Za-z0-9]{2,8}){0,4})\\s*(?:;\\s*q=([01](?:\\.\\d{0,3})?)\\s*)?");
  private static final int MAXIMUM_LANGUAGES = 20;
  private static final Pattern FOLD = Pattern.compile("\\r?\\n(?=[ \\t])");

  /** RFC 5322 §3.6.4, without what would need quoting. */
  private static final Pattern MESSAGE_ID =
      Pattern.compile("<[!-~&&[^<>@\"\\\\]]{1,200}@[!-~&&[^<>@\"\\\\]]{1,200}>");

  private final String latin1;
  private final boolean truncated;

  private HeaderSection(String latin1, boolean truncated) {
    this.latin1 = latin1;
    this.truncated = truncated;
  }

  /** Reads no more than is kept. */
  public static HeaderSection of(MailContent content) throws IOException {
    byte[] octets;
    try (InputStream in = content.open()) {
      octets = in.readNBytes(MAXIMUM_OCTETS + 1);
    }
    String text = new String(octets, StandardCharsets.ISO_8859_1);
    int end = endOfFields(text);
    if (end <= MAXIMUM_OCTETS) {
      return new HeaderSection(text.substring(0, end), false);
    }
    int lineEnd = text.lastIndexOf('\n', MAXIMUM_OCTETS - 1) + 1;
    return new HeaderSection(text.substring(0, lineEnd), true);
  }

  private static int endOfFields(String text) {
    int start = 0;
    while (start < text.length()) {
      int lineFeed = text.indexOf('\n', start);
      int next = lineFeed < 0 ? text.length() : lineFeed + 1;
      String line = text.substring(start, next);
      boolean continuation = start > 0 && (line.startsWith(" ") || line.startsWith("\t"));
      if (!continuation && !FIELD_START.matcher(line).matches()) {
        return start;
      }
      start = next;
    }
    return start;
  }

  /** At most {@value #MAXIMUM_OCTETS} octets, without the empty line. */
  byte[] octets() {
    return latin1.getBytes(StandardCharsets.ISO_8859_1);
  }

  /** The same as text (RFC 6532 §3.1); what is none becomes replacement characters. */
  public String text() {
    return new String(octets(), StandardCharsets.UTF_8);
  }

  /** Whether there was more. */
  boolean truncated() {
    return truncated;
  }

  /** Tags of RFC 5646 that the sender reads, in lower case, the preferred one first (RFC 3282). */
  List<String> languages() {
    return values(ACCEPT_LANGUAGE_FIELD).stream()
        .limit(1)
        .flatMap(value -> Arrays.stream(value.split(",", MAXIMUM_LANGUAGES)))
        .map(LANGUAGE::matcher)
        .filter(Matcher::matches)
        .sorted(Comparator.comparingDouble(HeaderSection::quality).reversed())
        .map(range -> range.group(1).toLowerCase(Locale.ROOT))
        .toList();
  }

  private static double quality(Matcher range) {
    return range.group(2) == null ? 1 : Double.parseDouble(range.group(2));
  }

  private List<String> values(Pattern field) {
    return FOLD.matcher(latin1)
        .replaceAll("")
        .lines()
        .map(field::matcher)
        .filter(Matcher::matches)
        .map(matched -> matched.group(1).strip())
        .toList();
  }

  /** The Message-ID with its angle brackets, if there is exactly one and nothing odd about it. */
  Optional<String> messageId() {
    List<String> found = values(MESSAGE_ID_FIELD);
    return found.size() == 1 && MESSAGE_ID.matcher(found.get(0)).matches()
        ? Optional.of(found.get(0))
        : Optional.empty();
  }
}
