package org.dromedary.queue;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.dromedary.mail.Domain;
import org.dromedary.testkit.Mails;
import org.dromedary.testkit.MutableClock;
import org.junit.jupiter.api.Test;

class NoticeLimitTest {
  private static final Domain A = Domain.parse("a.example");
  private static final Domain B = Domain.parse("b.example");

  private final MutableClock clock = new MutableClock(Mails.ARRIVAL);

  @Test
  void eachDomainGetsSoManyInAnHour() {
    NoticeLimit<Domain> limit = new NoticeLimit<>(2, clock);
    assertThat(limit.take(A)).isTrue();
    assertThat(limit.take(A)).isTrue();
    assertThat(limit.take(A)).isFalse();
    assertThat(limit.take(B)).isTrue();
    clock.advance(Duration.ofMinutes(59));
    assertThat(limit.take(A)).isFalse();
    clock.advance(Duration.ofMinutes(1));
    assertThat(limit.take(A)).isTrue();
  }

  @Test
  void withoutALimitAllGo() {
    NoticeLimit<Domain> limit = new NoticeLimit<>(0, clock);
    for (int i = 0; i < 5000; i++) {
      assertThat(limit.take(A)).isTrue();
    }
  }

  @Test
  void manyDomainsCostNoMoreThanSomeMemory() {
    NoticeLimit<Domain> limit = new NoticeLimit<>(1, clock);
    for (int i = 0; i < 20_000; i++) {
      assertThat(limit.take(Domain.parse("d" + i + ".example"))).isTrue();
    }
    assertThat(limit.take(Domain.parse("d19999.example"))).isFalse();
  }
}
