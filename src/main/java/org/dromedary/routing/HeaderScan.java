package org.dromedary.routing;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Finds out which header fields a mail has. Reads the header section only and never more than
 * {@value #MAXIMUM_OCTETS} octets of it, and keeps one field at a time: a hostile mail costs no
 * more. For one mail and one thread.
 */
public final class HeaderScan {
  static final int MAXIMUM_OCTETS = 256 << 10;

  private static final int BUFFER_OCTETS = 8 << 10;

  private final Map<String, List<HeaderPattern>> wanted;
  private final int wantedCount;
  private final Map<HeaderPattern, String> found = new HashMap<>();
  private final ByteArrayOutputStream line = new ByteArrayOutputStream();
  private final ByteArrayOutputStream field = new ByteArrayOutputStream();

  private HeaderScan(Collection<HeaderPattern> wanted) {
    this.wanted = wanted.stream().collect(Collectors.groupingBy(HeaderPattern::name));
    this.wantedCount = new HashSet<>(wanted).size();
  }

  /** Those of the wanted ones that a field of the mail is like; the stream stays the caller's. */
  static Set<HeaderPattern> found(InputStream mail, Collection<HeaderPattern> wanted)
      throws IOException {
    return Set.copyOf(scan(mail, wanted).keySet());
  }

  /** What the first field of a name says, unfolded; empty when there is none. */
  static Optional<String> value(InputStream mail, String name) throws IOException {
    HeaderPattern any = HeaderPattern.any(name);
    return Optional.ofNullable(scan(mail, List.of(any)).get(any));
  }

  /**
   * What the first field of each name says, unfolded; the stream stays the caller's.
   *
   * @param names in lower case
   * @return by these names; without those that the mail has not
   */
  public static Map<String, String> values(InputStream mail, List<String> names)
      throws IOException {
    Map<String, String> values = new HashMap<>();
    List<HeaderPattern> any = names.stream().map(HeaderPattern::any).toList();
    scan(mail, any).forEach((pattern, value) -> values.put(pattern.name(), value));
    return values;
  }

  private static Map<HeaderPattern, String> scan(InputStream mail, Collection<HeaderPattern> wanted)
      throws IOException {
    HeaderScan scan = new HeaderScan(wanted);
    byte[] buffer = new byte[BUFFER_OCTETS];
    int left = MAXIMUM_OCTETS;
    boolean goesOn = true;
    while (goesOn && left > 0) {
      int count = mail.read(buffer, 0, Math.min(buffer.length, left));
      goesOn = count > 0 && scan.read(buffer, count);
      left -= count;
    }
    if (goesOn || scan.line.size() > 0) {
      scan.endLine(); // the section ends without an empty line, or goes on beyond what is looked at
    }
    scan.endField();
    return scan.found;
  }

  /** False when nothing more is of interest. */
  private boolean read(byte[] octets, int count) {
    int start = 0;
    for (int i = 0; i < count; i++) {
      if (octets[i] == '\n') {
        line.write(octets, start, i - start);
        start = i + 1;
        if (!endLine()) {
          return false;
        }
      }
    }
    line.write(octets, start, count - start);
    return true;
  }

  private boolean endLine() {
    byte[] octets = line.toByteArray();
    line.reset();
    int length = octets.length;
    if (length > 0 && octets[length - 1] == '\r') {
      length--;
    }
    if (length == 0) {
      return false; // RFC 5322 §2.1: the header section ends at the first empty line
    }
    if (octets[0] != ' ' && octets[0] != '\t') {
      endField();
    }
    field.write(octets, 0, length); // RFC 5322 §2.2.3: unfolding removes CRLF and nothing else
    return found.size() < wantedCount;
  }

  private void endField() {
    byte[] octets = field.toByteArray();
    field.reset();
    int colon = 0;
    while (colon < octets.length && octets[colon] != ':') {
      colon++;
    }
    // RFC 5322 §4.5: white space may stand before the colon
    String name = new String(octets, 0, colon, ISO_8859_1).stripTrailing();
    List<HeaderPattern> patterns = wanted.getOrDefault(name.toLowerCase(Locale.ROOT), List.of());
    if (colon == octets.length || patterns.isEmpty()) {
      return;
    }
    String value = new String(octets, colon + 1, octets.length - colon - 1, UTF_8).strip();
    patterns.stream()
        .filter(pattern -> pattern.value().matches(value))
        .forEach(pattern -> found.putIfAbsent(pattern, value));
  }
}
