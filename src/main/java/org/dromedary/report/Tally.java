package org.dromedary.report;

import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** How often each value came. Strangers choose values, so only so many are told apart. */
final class Tally {
  private static final int MOST_VALUES = 2000;

  private final Map<String, Long> counts = new HashMap<>();
  private long others;

  /** A value and how often it came. */
  record Line(String value, long count) {}

  void add(String value) {
    if (counts.size() < MOST_VALUES || counts.containsKey(value)) {
      counts.merge(value, 1L, Long::sum);
    } else {
      others++;
    }
  }

  /** The most frequent ones. */
  List<Line> top(int most) {
    return counts.entrySet().stream()
        .map(entry -> new Line(entry.getKey(), entry.getValue()))
        .sorted(Comparator.comparingLong(Line::count).reversed().thenComparing(Line::value))
        .limit(most)
        .toList();
  }

  /** How often others came than the top. */
  long besides(int most) {
    long all = others + counts.values().stream().mapToLong(Long::longValue).sum();
    return all - top(most).stream().mapToLong(Line::count).sum();
  }
}
