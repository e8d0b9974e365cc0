package org.dromedary.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Instant;
import java.time.ZoneId;
import org.junit.jupiter.api.Test;

class ScheduleTest {
  private static final ZoneId BERLIN = ZoneId.of("Europe/Berlin");
  private static final Schedule EACH_MORNING = new Schedule("0 0 6 * * ?", BERLIN);

  private static Instant after(Schedule schedule, String time) {
    return schedule.after(Instant.parse(time)).orElseThrow();
  }

  @Test
  void theHourIsThatOfTheClockOnTheWall() {
    assertThat(after(EACH_MORNING, "2026-10-24T03:00:00Z")).isEqualTo("2026-10-24T04:00:00Z");
    // the clock goes back that night
    assertThat(after(EACH_MORNING, "2026-10-24T04:00:00Z")).isEqualTo("2026-10-25T05:00:00Z");
    assertThat(after(EACH_MORNING, "2027-03-27T05:00:00Z")).isEqualTo("2027-03-28T04:00:00Z");
  }

  @Test
  void anHourThatComesTwiceIsDueOnce() {
    Schedule night = new Schedule("0 30 2 * * ?", BERLIN);
    Instant first = after(night, "2026-10-24T12:00:00Z");
    assertThat(first).isBetween("2026-10-25T00:30:00Z", "2026-10-25T01:30:00Z");
    assertThat(night.after(first).orElseThrow()).isEqualTo("2026-10-26T01:30:00Z");
  }

  @Test
  void anHourThatDoesNotComeIsLeftOut() {
    Schedule night = new Schedule("0 30 2 * * ?", BERLIN);
    assertThat(after(night, "2027-03-26T12:00:00Z")).isEqualTo("2027-03-27T01:30:00Z");
    assertThat(after(night, "2027-03-27T12:00:00Z")).isEqualTo("2027-03-29T00:30:00Z");
  }

  @Test
  void whatWasDueMeanwhileIsMissed() {
    Instant last = Instant.parse("2026-11-22T05:00:00Z");
    assertThat(EACH_MORNING.isMissed(last, Instant.parse("2026-11-23T04:59:59Z"))).isFalse();
    assertThat(EACH_MORNING.isMissed(last, Instant.parse("2026-11-23T05:00:00Z"))).isTrue();
    assertThat(EACH_MORNING.isMissed(last, Instant.parse("2027-11-23T05:00:00Z"))).isTrue();
  }

  @Test
  void anExpressionIsChecked() {
    assertThat(Schedule.checked("0 0/15 * ? * MON-FRI")).isEqualTo("0 0/15 * ? * MON-FRI");
    for (String bad : new String[] {"", "0 0 25 * * ?", "0 6 * * *", "every day"}) {
      assertThatThrownBy(() -> Schedule.checked(bad)).isInstanceOf(IllegalArgumentException.class);
    }
  }

  @Test
  void aScheduleMayEnd() {
    assertThat(
            new Schedule("0 0 0 1 1 ? 2020", BERLIN).after(Instant.parse("2026-01-01T00:00:00Z")))
        .isEmpty();
  }
}
