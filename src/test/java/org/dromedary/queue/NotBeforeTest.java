package org.dromedary.queue;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class NotBeforeTest {
  private static final Instant NOW = Instant.parse("2026-11-26T12:00:00Z");

  @ParameterizedTest
  @CsvSource({
    "PT0.2S, PT1S",
    "PT1S, PT1S",
    "PT9.9S, PT1S",
    "PT10S, PT10S",
    "PT59M, PT10M",
    "P30D, PT1H"
  })
  void takesTheLongestDelayThatIsNotTooLong(Duration left, Duration delay) {
    assertThat(NotBefore.delay(NOW, NOW.plus(left))).isEqualTo(delay);
  }

  @Test
  void comesToItsTimeInFewSteps() {
    Instant time = NOW.plus(Duration.ofMillis(86_399_999));
    Instant at = NOW;
    int steps = 0;
    while (at.isBefore(time)) {
      at = at.plus(NotBefore.delay(at, time));
      steps++;
    }
    assertThat(Duration.between(time, at)).isLessThan(Duration.ofSeconds(1));
    assertThat(steps).isLessThan(60);
  }
}
