package org.dromedary.routing;

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
    assertThat(RetryPolicy.DEFAULTS.delayAfter(attempts, false, 0.5)).isEqualTo(delay);
  }

  @Test
  void theMultiplierOneKeepsTheDelay() {
    RetryPolicy policy =
        policy(RetryPolicy.backOff(Duration.ofSeconds(30), 1, Duration.ofHours(1)), 0);
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
        .isThrownBy(() -> RetryPolicy.backOff(delay, multiplier, maximum));
  }

  @Property(tries = 300)
  void delaysGrowInWholeSecondsWithinTheirBoundsAndAreFew(
      @ForAll @IntRange(min = 1, max = 100_000) int seconds,
      @ForAll @DoubleRange(min = 1.2, max = 10) double multiplier,
      @ForAll @IntRange(min = 0, max = 31_000_000) int more) {
    Duration first = Duration.ofSeconds(seconds);
    Duration maximum = Duration.ofSeconds(seconds + more);
    List<Duration> delays = RetryPolicy.backOff(first, multiplier, maximum);
    assertThat(delays).hasSizeBetween(1, RetryPolicy.MAXIMUM_DELAYS).isSorted();
    assertThat(delays.getFirst()).isEqualTo(first);
    assertThat(delays.getLast()).isEqualTo(maximum);
    for (double jitter : new double[] {0, 0.1, 0.5}) {
      RetryPolicy policy = policy(delays, jitter);
      for (int attempts = 1; attempts < 120; attempts++) {
        assertThat(policy.queues())
            .contains(
                policy.delayAfter(attempts, false, 0),
                policy.delayAfter(attempts, true, 0.4),
                policy.delayAfter(attempts, false, 1));
      }
    }
  }

  private static RetryPolicy policy(List<Duration> delays, double jitter) {
    return new RetryPolicy("p", delays, jitter, Duration.ofMinutes(2), LIFETIME, List.of());
  }

  @Test
  void aListSaysEachDelayAndTheLastAgainAndAgain() {
    RetryPolicy policy = policy(List.of(Duration.ofMinutes(1), Duration.ofHours(1)), 0);
    assertThat(policy.delayAfter(1, false, 0)).isEqualTo(Duration.ofMinutes(1));
    assertThat(policy.delayAfter(2, false, 0)).isEqualTo(Duration.ofHours(1));
    assertThat(policy.delayAfter(9, false, 0)).isEqualTo(Duration.ofHours(1));
    assertThat(policy).hasToString("after 1m, 1h, then every 1h, for 5d");
  }

  @Test
  void jitterSpreadsADelayOverThreeQueues() {
    RetryPolicy policy = policy(List.of(Duration.ofSeconds(100)), 0.1);
    assertThat(policy.queues())
        .containsExactly(Duration.ofSeconds(90), Duration.ofSeconds(100), Duration.ofSeconds(110));
    assertThat(policy.delayAfter(1, false, 0)).isEqualTo(Duration.ofSeconds(90));
    assertThat(policy.delayAfter(1, false, 0.99)).isEqualTo(Duration.ofSeconds(110));
    assertThat(policy).hasToString("after 100s, then every 100s, 10% more or less, for 5d");
  }

  @Test
  void noDelayIsLongerThanThatOfNameServersWhenTheyFail() {
    RetryPolicy policy = policy(List.of(Duration.ofMinutes(1), Duration.ofHours(1)), 0);
    assertThat(policy.delayAfter(1, true, 0)).isEqualTo(Duration.ofMinutes(1));
    assertThat(policy.delayAfter(2, true, 0)).isEqualTo(Duration.ofMinutes(2));
    assertThat(policy.queues()).contains(Duration.ofMinutes(2));
  }
}
