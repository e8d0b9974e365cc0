package org.dromedary.queue;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.time.Duration;
import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.DoubleRange;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RetryPolicyTest {
  private static final Duration LIFETIME = Duration.ofDays(5);

  @ParameterizedTest
  @CsvSource({
    "1, PT5M",
    "2, PT10M",
    "3, PT20M",
    "4, PT40M",
    "5, PT80M",
    "6, PT160M",
    "7, PT4H",
    "8, PT4H",
    "1000000, PT4H",
  })
  void byDefaultItDoublesFromFiveMinutesToFourHours(int attempts, Duration delay) {
    assertThat(RetryPolicy.DEFAULTS.delayAfter(attempts)).isEqualTo(delay);
  }

  @Test
  void theMultiplierOneKeepsTheDelay() {
    RetryPolicy policy = new RetryPolicy(Duration.ofSeconds(30), 1, Duration.ofHours(1), LIFETIME);
    assertThat(policy.delays()).containsExactly(Duration.ofSeconds(30));
  }

  @ParameterizedTest
  @CsvSource({
    "PT0.9S, 2, PT1H",
    "PT0S, 2, PT1H",
    "PT10S, 2, PT9S",
    "PT10S, 0, PT1H",
    "PT10S, 1.1, PT1H",
    "PT10S, 10.5, PT1H",
    "PT10S, NaN, PT1H",
  })
  void refuses(Duration delay, double multiplier, Duration maximum) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new RetryPolicy(delay, multiplier, maximum, LIFETIME));
  }

  @Property(tries = 300)
  void delaysGrowInWholeSecondsWithinTheirBoundsAndAreFew(
      @ForAll @IntRange(min = 1, max = 100_000) int seconds,
      @ForAll @DoubleRange(min = 1.2, max = 10) double multiplier,
      @ForAll @IntRange(min = 0, max = 31_000_000) int more) {
    RetryPolicy policy =
        new RetryPolicy(
            Duration.ofSeconds(seconds), multiplier, Duration.ofSeconds(seconds + more), LIFETIME);
    List<Duration> delays = List.copyOf(policy.delays());
    assertThat(delays).hasSizeBetween(1, 110).isSorted();
    assertThat(delays.getFirst()).isEqualTo(policy.delay());
    assertThat(delays.getLast()).isLessThanOrEqualTo(policy.maximumDelay());
    for (int attempts = 1; attempts < 300; attempts++) {
      assertThat(policy.delays()).contains(policy.delayAfter(attempts));
    }
  }
}
