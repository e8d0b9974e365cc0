package org.dromedary.cli;

import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;

/** Values and tables for people. */
final class Texts {
  private static final long[] UNITS = {86_400, 3600, 60};
  private static final String[] UNIT_NAMES = {"d", "h", "m"};

  private Texts() {}

  /** Two units at most: {@code 2d3h}, {@code 15m}, {@code 4s}. */
  static String age(long seconds) {
    for (int i = 0; i < UNITS.length; i++) {
      if (seconds >= UNITS[i]) {
        long rest = i + 1 < UNITS.length ? seconds % UNITS[i] / UNITS[i + 1] : 0;
        return seconds / UNITS[i] + UNIT_NAMES[i] + (rest > 0 ? rest + UNIT_NAMES[i + 1] : "");
      }
    }
    return seconds + "s";
  }

  /** One unit: {@code 812}, {@code 4.1K}, {@code 30.0M}. */
  static String size(long octets) {
    if (octets < 1024) {
      return Long.toString(octets);
    }
    return octets < 1 << 20
        ? String.format(Locale.ROOT, "%.1fK", octets / 1024.0)
        : String.format(Locale.ROOT, "%.1fM", octets / 1048576.0);
  }

  /** What a terminal would obey becomes question marks. */
  static String oneLine(String text) {
    return text.codePoints()
        .map(c -> Character.isISOControl(c) ? '?' : c)
        .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
        .toString();
  }

  /** Columns as wide as they need to be, numbers to the right. */
  static Stream<String> table(List<List<String>> rows) {
    int columns = rows.stream().mapToInt(List::size).max().orElse(0);
    int[] widths = new int[columns];
    for (List<String> row : rows) {
      for (int i = 0; i < row.size(); i++) {
        widths[i] = Math.max(widths[i], row.get(i).length());
      }
    }
    return rows.stream().map(row -> line(row, widths));
  }

  private static String line(List<String> row, int[] widths) {
    StringBuilder line = new StringBuilder();
    for (int i = 0; i < row.size(); i++) {
      String cell = row.get(i);
      String gap = " ".repeat(widths[i] - cell.length());
      line.append(i > 0 ? "  " : "").append(i > 0 ? gap + cell : cell + gap);
    }
    return line.toString().stripTrailing();
  }
}
