package org.dromedary.settings;

import org.dromedary.mail.OctetCount;

/** A number of octets in bounds, see {@link OctetCount}. */
record SizeSyntax(long minimum, long maximum) implements ValueSyntax<Long> {
  @Override
  public Long parse(String text) {
    long octets = OctetCount.parse(text).octets();
    if (octets < minimum || octets > maximum) {
      throw new IllegalArgumentException("out of range");
    }
    return octets;
  }

  @Override
  public String format(Long octets) {
    return new OctetCount(octets).toString();
  }

  @Override
  public String remedy() {
    return "write a number and a unit (B, KiB, MiB, GiB), from "
        + format(minimum)
        + " to "
        + format(maximum);
  }
}
