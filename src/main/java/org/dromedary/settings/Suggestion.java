package org.dromedary.settings;

import java.util.Collection;
import java.util.Comparator;
import java.util.Locale;
import java.util.Optional;

/** The known name that a mistyped one is close to. */
final class Suggestion {
  private static final int MAXIMUM_TYPED_LENGTH = 100;

  private record Candidate(String name, int distance) {}

  private Suggestion() {}

  static Optional<String> closest(String typed, Collection<String> known) {
    if (typed.length() > MAXIMUM_TYPED_LENGTH) {
      return Optional.empty();
    }
    int allowed = Math.max(2, typed.length() / 6);
    return known.stream()
        .map(name -> new Candidate(name, distance(fold(typed), fold(name))))
        .filter(candidate -> candidate.distance <= allowed)
        .min(Comparator.comparingInt(Candidate::distance).thenComparing(Candidate::name))
        .map(Candidate::name);
  }

  /** Case and the kind of separator do not count: {@code smtp_Port} is {@code smtp.port}. */
  private static String fold(String name) {
    return name.toLowerCase(Locale.ROOT).replace('_', '.').replace('-', '.');
  }

  /** Levenshtein's: insertions, deletions and replacements of one character. */
  private static int distance(String a, String b) {
    int[] previous = new int[b.length() + 1];
    for (int j = 0; j <= b.length(); j++) {
      previous[j] = j;
    }
    for (int i = 1; i <= a.length(); i++) {
      int[] row = new int[b.length() + 1];
      row[0] = i;
      for (int j = 1; j <= b.length(); j++) {
        int replaced = previous[j - 1] + (a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1);
        row[j] = Math.min(replaced, 1 + Math.min(previous[j], row[j - 1]));
      }
      previous = row;
    }
    return previous[b.length()];
  }
}
