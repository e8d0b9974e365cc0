package org.dromedary.settings;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A number of octets as a whole number with a unit: {@code 512KiB}, {@code 50MiB}. */
record SizeSyntax(long minimum, long maximum) implements ValueSyntax<Long> {
  private static final Pattern SYNTAX = Pattern.compile("(\\d{1,9}) ?(B|KiB|MiB|GiB)");

  @Override
  public Long parse(String text) {
    Matcher matcher = SYNTAX.matcher(text);
    if (!matcher.matches()) {
      throw new IllegalArgumentException("not a whole number with a unit");
    }
    long octets = Long.parseLong(matcher.group(1)) << shift(matcher.group(2));
    if (octets < minimum || octets > maximum) {
      throw new IllegalArgumentException("out of range");
    }
    return octets;
  }

  private static int shift(String unit) {
    return switch (unit.charAt(0)) {
      case 'K' -> 10;
      case 'M' -> 20;
      case 'G' -> 30;
      default -> 0;
    };
  }

  @Override
  public String format(Long octets) {
    for (String unit : new String[] {"GiB", "MiB", "KiB"}) {
      long one = 1L << shift(unit);
      if (octets >= one && octets % one == 0) {
        return octets / one + unit;
      }
    }
    return octets + "B";
  }

  @Override
  public String remedy() {
    return "write a number and a unit (B, KiB, MiB, GiB), from "
        + format(minimum)
        + " to "
        + format(maximum);
  }
}
