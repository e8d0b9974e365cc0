package org.dromedary.report;

import java.time.Duration;
import java.time.Instant;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;

/**
 * How many events there were in each minute, hour, day or longer span of a period. Spans are those
 * of the clock on the wall: a day in spring has 23 hours.
 */
final class Timeline {
  private static final int MOST_DAYS = 60;

  private final List<ZonedDateTime> begins = new ArrayList<>();
  private final List<Instant> instants;
  private final Span span;
  private final long[] counts;

  /** A span of time and what fell into it. */
  record Bar(String label, long count) {}

  /** How long spans are. */
  private record Span(long amount, ChronoUnit unit) {
    private static final DateTimeFormatter TIME =
        DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm", Locale.ENGLISH);
    private static final DateTimeFormatter DAY =
        DateTimeFormatter.ofPattern("yyyy-MM-dd", Locale.ENGLISH);

    /** Sixty or so. */
    static Span of(Duration length) {
      long minutes = length.toMinutes();
      if (minutes < 60) {
        return new Span(1, ChronoUnit.MINUTES);
      }
      if (minutes < 300) {
        return new Span(5, ChronoUnit.MINUTES);
      }
      if (minutes < 3600) {
        return new Span(1, ChronoUnit.HOURS);
      }
      return new Span(Math.ceilDiv(length.toDays() + 2, MOST_DAYS), ChronoUnit.DAYS);
    }

    ZonedDateTime first(ZonedDateTime from) {
      ZonedDateTime whole = from.truncatedTo(unit);
      return unit == ChronoUnit.MINUTES ? whole.minusMinutes(whole.getMinute() % amount) : whole;
    }

    ZonedDateTime next(ZonedDateTime begin) {
      return begin.plus(amount, unit);
    }

    String label(ZonedDateTime begin) {
      return (unit == ChronoUnit.DAYS ? DAY : TIME).format(begin);
    }
  }

  Timeline(ReportPeriod period) {
    this.span = Span.of(Duration.between(period.from(), period.until()));
    ZonedDateTime next = span.first(period.from().atZone(period.zone()));
    do {
      begins.add(next);
      next = span.next(next);
    } while (next.toInstant().isBefore(period.until()));
    this.instants = begins.stream().map(ZonedDateTime::toInstant).toList();
    this.counts = new long[begins.size()];
  }

  /** Counts an event; one from before the period, told late, counts at its beginning. */
  void add(Instant at) {
    int index = Collections.binarySearch(instants, at);
    counts[Math.max(0, index >= 0 ? index : -index - 2)]++;
  }

  /** In the order of time. */
  List<Bar> bars() {
    List<Bar> bars = new ArrayList<>(counts.length);
    for (int i = 0; i < counts.length; i++) {
      bars.add(new Bar(span.label(begins.get(i)), counts[i]));
    }
    return bars;
  }
}
