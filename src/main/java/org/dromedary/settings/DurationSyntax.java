package org.dromedary.settings;

import java.time.Duration;
import org.dromedary.mail.DurationText;

/** A duration in bounds, see {@link DurationText}. */
record DurationSyntax(Duration minimum, Duration maximum) implements ValueSyntax<Duration> {
  @Override
  public Duration parse(String text) {
    return DurationText.parse(text, minimum, maximum);
  }

  @Override
  public String format(Duration value) {
    return DurationText.of(value);
  }

  @Override
  public String remedy() {
    return "write a number and a unit (ms, s, m, h, d), from "
        + format(minimum)
        + " to "
        + format(maximum);
  }
}
