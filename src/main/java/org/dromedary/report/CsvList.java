package org.dromedary.report;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.ByteArrayOutputStream;
import java.util.List;
import java.util.stream.Collectors;

/** A list as CSV (RFC 4180), up to a size. */
final class CsvList {
  /** Mail of some megabytes goes everywhere. */
  static final int USUAL_MOST_OCTETS = 4 << 20;

  private static final String FORMULA = "=+-@\t\r";

  private final ByteArrayOutputStream octets = new ByteArrayOutputStream();
  private final int most;
  private long lines;
  private long missing;

  CsvList(List<String> headings, int most) {
    this.most = most;
    octets.writeBytes(line(headings));
  }

  void add(List<String> cells) {
    byte[] line = line(cells);
    if (missing == 0 && octets.size() + line.length <= most) {
      octets.writeBytes(line);
      lines++;
    } else {
      missing++;
    }
  }

  private static byte[] line(List<String> cells) {
    return (cells.stream().map(CsvList::cell).collect(Collectors.joining(",")) + "\r\n")
        .getBytes(UTF_8);
  }

  /** A spreadsheet must not take what a stranger said for a formula. */
  private static String cell(String text) {
    boolean formula = !text.isEmpty() && FORMULA.indexOf(text.charAt(0)) >= 0;
    String harmless = formula ? "'" + text : text;
    return "\"" + harmless.replace("\"", "\"\"") + "\"";
  }

  long lines() {
    return lines;
  }

  /** How many found no room. */
  long missing() {
    return missing;
  }

  byte[] octets() {
    return octets.toByteArray();
  }
}
