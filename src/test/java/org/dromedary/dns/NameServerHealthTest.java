package org.dromedary.dns;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.time.Instant;
import org.dromedary.testkit.MutableClock;
import org.junit.jupiter.api.Test;

class NameServerHealthTest {
  private static final InetSocketAddress SERVER =
      new InetSocketAddress(InetAddress.getLoopbackAddress(), 53);

  private final MutableClock clock = new MutableClock(Instant.parse("2026-11-25T12:00:00Z"));
  private final NameServerHealth health = new NameServerHealth(clock);

  private static Duration ms(long millis) {
    return Duration.ofMillis(millis);
  }

  private Duration latency() {
    return Duration.ofNanos((long) health.latencyNanos());
  }

  @Test
  void oneThatFailedIsProbedByOneQuestionAtATime() {
    assertThat(health.isAskedFirst()).isTrue();
    health.failed(true);
    assertThat(health.isAskedFirst()).isFalse();
    clock.advance(Duration.ofSeconds(30));
    assertThat(health.isAskedFirst()).isTrue();
    assertThat(health.isAskedFirst()).isFalse();
    clock.advance(Duration.ofSeconds(30));
    assertThat(health.isAskedFirst()).isTrue();
  }

  @Test
  void anAnswerBringsItBack() {
    health.failed(false);
    health.answered(ms(3));
    assertThat(health.isAskedFirst()).isTrue();
    assertThat(health.isAskedFirst()).isTrue();
  }

  @Test
  void itsLatencyIsSmoothedAndFades() {
    health.answered(ms(100));
    assertThat(latency()).isEqualTo(ms(100));
    health.answered(ms(200));
    assertThat(latency()).isEqualTo(ms(130));
    for (int i = 0; i < 100; i++) {
      health.passedOver();
    }
    assertThat(latency()).isLessThan(ms(20));
  }

  @Test
  void itCounts() {
    for (int i = 0; i < 4; i++) {
      health.asked();
    }
    health.answered(ms(10));
    health.failed(true);
    health.failed(false);
    assertThat(health.statistics(SERVER, 8))
        .isEqualTo(new NameServerStatistics(SERVER, 4, 1, 1, ms(10), 0.5, false));
  }
}
