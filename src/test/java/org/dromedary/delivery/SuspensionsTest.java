package org.dromedary.delivery;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.assertj.core.api.InstanceOfAssertFactories;
import org.dromedary.routing.Wildcard;
import org.dromedary.testkit.MutableClock;
import org.junit.jupiter.api.Test;

class SuspensionsTest {
  private final MutableClock clock = new MutableClock(Instant.parse("2026-01-31T12:00:00Z"));
  private final List<List<Suspension>> kept = new ArrayList<>();
  private final Suspensions suspensions = new Suspensions(List.of(), kept::add, clock);

  private Suspension of(String nextHop, String reason, Optional<Duration> time) {
    return new Suspension(
        Wildcard.parse(nextHop), "op", reason, time.map(t -> clock.instant().plus(t)));
  }

  @Test
  void holdsForANameOrAPattern() throws IOException {
    suspensions.add(of("one.example", "a", Optional.empty()));
    suspensions.add(of("*.two.example", "b", Optional.empty()));
    assertThat(suspensions.of("ONE.example").orElseThrow().reason()).isEqualTo("a");
    assertThat(suspensions.of("mx.two.example").orElseThrow().reason()).isEqualTo("b");
    assertThat(suspensions.of("two.example")).isEmpty();
  }

  @Test
  void theSecondForANameTakesThePlaceOfTheFirst() throws IOException {
    suspensions.add(of("one.example", "a", Optional.empty()));
    suspensions.add(of("One.example", "b", Optional.empty()));
    assertThat(suspensions.list()).singleElement().extracting(Suspension::reason).isEqualTo("b");
    assertThat(kept).last().isEqualTo(suspensions.list());
  }

  @Test
  void endsByItselfOrByHand() throws IOException {
    suspensions.add(of("one.example", "", Optional.of(Duration.ofHours(1))));
    suspensions.add(of("two.example", "", Optional.empty()));
    clock.advance(Duration.ofHours(1));
    assertThat(suspensions.of("one.example")).isEmpty();
    assertThat(suspensions.remove(Wildcard.parse("one.example"))).isFalse();
    assertThat(suspensions.remove(Wildcard.parse("two.example"))).isTrue();
    assertThat(suspensions.list()).isEmpty();
    assertThat(kept).last().asInstanceOf(InstanceOfAssertFactories.LIST).isEmpty();
  }

  @Test
  void whatCannotBeKeptIsNotInForce() {
    Suspensions forgetful =
        new Suspensions(
            List.of(),
            all -> {
              throw new IOException("disk is full");
            },
            clock);
    assertThatThrownBy(() -> forgetful.add(of("one.example", "", Optional.empty())))
        .isInstanceOf(IOException.class);
    assertThat(forgetful.of("one.example")).isEmpty();
  }
}
