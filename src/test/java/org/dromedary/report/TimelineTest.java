package org.dromedary.report;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.time.ZoneId;
import java.util.List;
import org.junit.jupiter.api.Test;

class TimelineTest {
  private static Timeline of(String from, String until) {
    return new Timeline(
        new ReportPeriod(Instant.parse(from), Instant.parse(until), ZoneId.of("Europe/Berlin")));
  }

  @Test
  void theHourThatComesTwiceIsTwoHours() {
    Timeline timeline = of("2026-10-24T20:30:00Z", "2026-10-25T02:30:00Z");
    timeline.add(Instant.parse("2026-10-25T00:10:00Z"));
    timeline.add(Instant.parse("2026-10-25T01:10:00Z"));
    assertThat(timeline.bars())
        .hasSize(7)
        .endsWith(
            new Timeline.Bar("2026-10-25 01:00", 0),
            new Timeline.Bar("2026-10-25 02:00", 1),
            new Timeline.Bar("2026-10-25 02:00", 1),
            new Timeline.Bar("2026-10-25 03:00", 0));
  }

  @Test
  void aDayInSpringIsShorter() {
    Timeline timeline = of("2027-03-25T00:00:00Z", "2027-04-01T00:00:00Z");
    timeline.add(Instant.parse("2027-03-27T23:00:00Z")); // 0:00
    timeline.add(Instant.parse("2027-03-28T21:59:59Z"));
    timeline.add(Instant.parse("2027-03-28T22:00:00Z"));
    assertThat(timeline.bars())
        .contains(new Timeline.Bar("2027-03-28", 2), new Timeline.Bar("2027-03-29", 1))
        .hasSize(8);
  }

  @Test
  void shortPeriodsHaveShortSpans() {
    assertThat(of("2026-11-22T08:03:30Z", "2026-11-22T08:10:00Z").bars())
        .hasSize(7)
        .startsWith(new Timeline.Bar("2026-11-22 09:03", 0));
    assertThat(of("2026-11-22T08:03:30Z", "2026-11-22T10:03:00Z").bars())
        .hasSize(25)
        .startsWith(new Timeline.Bar("2026-11-22 09:00", 0));
  }

  @Test
  void longPeriodsHaveLongSpans() {
    List<Timeline.Bar> bars = of("2020-01-01T00:00:00Z", "2026-01-01T00:00:00Z").bars();
    assertThat(bars).hasSizeBetween(30, 62);
  }

  @Test
  void whatLiesOutsideCountsAtTheEnds() {
    Timeline timeline = of("2026-11-22T08:00:00Z", "2026-11-22T14:00:00Z");
    timeline.add(Instant.parse("2026-11-21T00:00:00Z"));
    timeline.add(Instant.parse("2026-11-23T00:00:00Z"));
    assertThat(timeline.bars().stream().map(Timeline.Bar::count))
        .containsExactly(1L, 0L, 0L, 0L, 0L, 1L);
  }

  @Test
  void aPeriodMayBeEmpty() {
    assertThat(of("2026-11-22T08:00:00Z", "2026-11-22T08:00:00Z").bars()).hasSize(1);
  }
}
