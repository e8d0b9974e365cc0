package org.dromedary.report;

import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.Locale;

/**
 * The time that a report is about.
 *
 * @param from when the one before ended
 * @param zone in which times are written
 */
public record ReportPeriod(Instant from, Instant until, ZoneId zone) {
  /** With the zone: an hour of autumn comes twice. */
  private static final DateTimeFormatter TIME =
      DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm:ss z", Locale.ENGLISH);

  public ReportPeriod {
    if (until.isBefore(from)) {
      from = until; // the clock was set back
    }
  }

  /** For people. */
  String text(Instant time) {
    return TIME.format(time.atZone(zone));
  }
}
