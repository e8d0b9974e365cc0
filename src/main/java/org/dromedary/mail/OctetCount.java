package org.dromedary.mail;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A number of octets as people write it: {@code 512KiB}, {@code 50MiB}. */
public record OctetCount(long octets) {
  private static final Pattern SYNTAX = Pattern.compile("(\\d{1,9}) ?(B|KiB|MiB|GiB)");

  /**
   * Parses a whole number with a unit.
   *
   * @throws IllegalArgumentException when it is something else
   */
  public static OctetCount parse(String text) {
    Matcher matcher = SYNTAX.matcher(text);
    if (!matcher.matches()) {
      throw new IllegalArgumentException("not a whole number with a unit");
    }
    return new OctetCount(Long.parseLong(matcher.group(1)) << shift(matcher.group(2)));
  }

  private static int shift(String unit) {
    return switch (unit.charAt(0)) {
      case 'K' -> 10;
      case 'M' -> 20;
      case 'G' -> 30;
      default -> 0;
    };
  }

  /** The same number in the largest unit in which it is whole. */
  @Override
  public String toString() {
    for (String unit : new String[] {"GiB", "MiB", "KiB"}) {
      long one = 1L << shift(unit);
      if (octets >= one && octets % one == 0) {
        return octets / one + unit;
      }
    }
    return octets + "B";
  }
}
