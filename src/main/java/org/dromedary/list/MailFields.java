package org.dromedary.list;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.dromedary.mail.MailContent;

/**
 * The header section of a mail, field by field, as it was written; untrusted.
 *
 * @param octets of the whole section, without the empty line
 */
record MailFields(List<Field> fields, int octets) {
  static final int MAXIMUM_OCTETS = 256 << 10;

  /** RFC 5322 §2.2, §4.5: white space may stand before the colon. */
  private static final Pattern START = Pattern.compile("([!-9;-~]+)[ \\t]*:.*", Pattern.DOTALL);

  MailFields {
    fields = List.copyOf(fields);
  }

  /**
   * One field.
   *
   * @param name in lower case
   * @param raw one character for each octet, with its line ends
   */
  record Field(String name, String raw) {
    /** What stands behind the colon, unfolded (RFC 5322 §2.2.3). */
    String value() {
      return raw.substring(raw.indexOf(':') + 1).replaceAll("\\r?\\n", "").strip();
    }
  }

  /** Reads it; empty when it is longer than what is looked at. */
  static Optional<MailFields> read(MailContent content) throws IOException {
    byte[] octets;
    try (InputStream in = content.open()) {
      octets = in.readNBytes(MAXIMUM_OCTETS + 1);
    }
    String text = new String(octets, ISO_8859_1);
    List<Field> fields = new ArrayList<>();
    int end = 0;
    while (end < text.length()) {
      int next = fieldEnd(text, end);
      String raw = text.substring(end, next);
      Matcher start = START.matcher(raw);
      if (!start.matches()) {
        break; // the empty line, or a body without one
      }
      fields.add(new Field(start.group(1).toLowerCase(Locale.ROOT), raw));
      end = next;
    }
    return end > MAXIMUM_OCTETS ? Optional.empty() : Optional.of(new MailFields(fields, end));
  }

  private static int fieldEnd(String text, int from) {
    int end = from;
    do {
      int lineFeed = text.indexOf('\n', end);
      end = lineFeed < 0 ? text.length() : lineFeed + 1;
    } while (end < text.length() && (text.charAt(end) == ' ' || text.charAt(end) == '\t'));
    return end;
  }

  /** The values of a field, unfolded, the first one first. */
  Stream<String> values(String name) {
    return fields.stream().filter(field -> field.name().equals(name)).map(Field::value);
  }

  /** The first word of a field, in lower case; empty without one. */
  String word(String name) {
    return values(name).findFirst().orElse("").split("[;\\s(]", 2)[0].toLowerCase(Locale.ROOT);
  }

  /** RFC 3834 §5: written by a program, which is not answered. */
  boolean isAutomatic() {
    String submitted = word("auto-submitted");
    return !submitted.isEmpty() && !submitted.equals("no");
  }
}
