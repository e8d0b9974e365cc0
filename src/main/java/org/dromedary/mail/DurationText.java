package org.dromedary.mail;

import java.time.Duration;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A duration as people write it: a whole number with a unit, {@code 500ms}, {@code 2s}, {@code 5m}.
 */
public final class DurationText {
  private static final Pattern SYNTAX = Pattern.compile("(\\d{1,9}) ?(ms|s|m|h|d)");

  private static final List<Unit> LARGEST_FIRST =
      List.of(
          new Unit("d", Duration.ofDays(1)),
          new Unit("h", Duration.ofHours(1)),
          new Unit("m", Duration.ofMinutes(1)),
          new Unit("s", Duration.ofSeconds(1)),
          new Unit("ms", Duration.ofMillis(1)));

  private record Unit(String name, Duration length) {}

  private DurationText() {}

  /**
   * The duration.
   *
   * @throws IllegalArgumentException when the text is something else, or it is out of the bounds
   */
  public static Duration parse(String text, Duration minimum, Duration maximum) {
    Matcher matcher = SYNTAX.matcher(text);
    if (!matcher.matches()) {
      throw new IllegalArgumentException("not a whole number with a unit");
    }
    Duration duration = length(matcher.group(2)).multipliedBy(Long.parseLong(matcher.group(1)));
    if (duration.compareTo(minimum) < 0 || duration.compareTo(maximum) > 0) {
      throw new IllegalArgumentException("out of range");
    }
    return duration;
  }

  private static Duration length(String unit) {
    return LARGEST_FIRST.stream()
        .filter(candidate -> candidate.name.equals(unit))
        .map(Unit::length)
        .findFirst()
        .orElseThrow(() -> new IllegalArgumentException("unknown unit"));
  }

  /** In the largest unit in which it is whole. */
  public static String of(Duration value) {
    for (Unit unit : LARGEST_FIRST) {
      long length = unit.length.toMillis();
      if (value.toMillis() % length == 0 && !value.isZero()) {
        return value.toMillis() / length + unit.name;
      }
    }
    return "0s";
  }
}
