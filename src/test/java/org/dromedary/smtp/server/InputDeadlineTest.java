package org.dromedary.smtp.server;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;

class InputDeadlineTest {
  private static final Duration LIMIT = Duration.ofMinutes(3);
  private static final int RATE = 500;

  /** Any start will do, also one that overflows soon. */
  private long now = Long.MAX_VALUE - 1000;

  private void pass(Duration time) {
    now += time.toNanos();
  }

  private static Duration seconds(long seconds) {
    return Duration.ofSeconds(seconds);
  }

  @Test
  void aCommandMustComeWholeWhateverDrips() {
    InputDeadline deadline = InputDeadline.ofCommand(() -> LIMIT, now);
    assertThat(deadline.left(now)).isEqualTo(LIMIT);
    for (int i = 0; i < 179; i++) {
      pass(seconds(1));
      deadline.received(1000, now);
    }
    assertThat(deadline.left(now)).isEqualTo(seconds(1));
    pass(seconds(1));
    assertThat(deadline.left(now)).isZero();
    pass(seconds(1));
    assertThat(deadline.left(now)).isEqualTo(seconds(-1));
  }

  @Test
  void dataMustGoOn() {
    InputDeadline deadline = InputDeadline.ofData(LIMIT, RATE, now);
    deadline.received(1_000_000, now);
    pass(LIMIT.minusSeconds(1));
    assertThat(deadline.left(now)).isEqualTo(seconds(1));
    deadline.received(1, now);
    assertThat(deadline.left(now)).isEqualTo(LIMIT);
    pass(LIMIT);
    assertThat(deadline.left(now)).isZero();
  }

  @Test
  void dataMustComeAtARate() {
    InputDeadline deadline = InputDeadline.ofData(LIMIT, RATE, now);
    assertThat(deadline.left(now)).isEqualTo(InputDeadline.GRACE);
    pass(InputDeadline.GRACE.minusSeconds(1));
    deadline.received(RATE, now);
    assertThat(deadline.left(now)).isEqualTo(seconds(2));
    for (int i = 0; i < 1000; i++) {
      pass(seconds(1));
      deadline.received(RATE, now);
      assertThat(deadline.left(now)).isEqualTo(seconds(2));
    }
    pass(seconds(1));
    deadline.received(RATE - 1, now);
    assertThat(deadline.left(now)).isLessThan(seconds(2));
    pass(seconds(2));
    assertThat(deadline.left(now)).isNegative();
  }

  @Test
  void whatWasFastAtFirstMayBeSlowLater() {
    InputDeadline deadline = InputDeadline.ofData(LIMIT, RATE, now);
    deadline.received(100 * RATE, now);
    pass(InputDeadline.GRACE.plusSeconds(90));
    deadline.received(1, now);
    assertThat(deadline.left(now)).isBetween(seconds(10), seconds(11));
  }

  @Test
  void noRateIsAskedForWithoutOne() {
    InputDeadline deadline = InputDeadline.ofData(LIMIT, 0, now);
    for (int i = 0; i < 1000; i++) {
      pass(LIMIT.minusSeconds(1));
      deadline.received(1, now);
      assertThat(deadline.left(now)).isEqualTo(LIMIT);
    }
  }

  @Test
  void timeInWhichWeDidNotReadIsExcused() {
    InputDeadline data = InputDeadline.ofData(LIMIT, RATE, now);
    pass(Duration.ofHours(1));
    data.excuse(Duration.ofHours(1));
    assertThat(data.left(now)).isEqualTo(InputDeadline.GRACE);
  }

  @Test
  void aLargeMailDoesNotOverflow() {
    InputDeadline deadline = InputDeadline.ofData(LIMIT, 1, now);
    for (int i = 0; i < 1024; i++) {
      deadline.received(1 << 20, now);
    }
    assertThat(deadline.left(now)).isEqualTo(LIMIT);
  }
}
