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
 * How many events there were in each hour, day or longer span of a period. Spans are those of the
 * clock on the wall: a day in spring has 23 hours.
 */
final class Timeline {
  private static final int MOST_SPANS = 62;
  private static final DateTimeFormatter HOUR =
      DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm", Locale.ENGLISH);
  private static final DateTimeFormatter DAY =
      DateTimeFormatter.ofPattern("yyyy-MM-dd", Locale.ENGLISH);

  private final List<ZonedDateTime> begins = new ArrayList<>();
  private final List<Instant> instants;
  private final DateTimeFormatter format;
  private final long[] counts;

  /** A span of time and what fell into it. */
  record Bar(String label, long count) {}

  Timeline(ReportPeriod period) {
    ZonedDateTime from = period.from().atZone(period.zone());
    Duration length = Duration.between(period.from(), period.until());
    boolean hours = length.compareTo(Duration.ofHours(MOST_SPANS - 2)) <= 0;
    this.format = hours ? HOUR : DAY;
    long days = Math.max(1, Math.ceilDiv(length.toDays() + 2, MOST_SPANS));
    ZonedDateTime next = from.truncatedTo(hours ? ChronoUnit.HOURS : ChronoUnit.DAYS);
    do {
      begins.add(next);
      next = hours ? next.plusHours(1) : next.plusDays(days);
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
      bars.add(new Bar(format.format(begins.get(i)), counts[i]));
    }
    return bars;
  }
}
