package org.dromedary.delivery;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.dromedary.routing.SmartHost;
import org.junit.jupiter.api.Test;

class SmartHostOrderTest {
  private static final SmartHost HEAVY = new SmartHost("a.example", 25, 3);
  private static final SmartHost LIGHT = new SmartHost("b.example", 25, 1);
  private static final SmartHost BACKUP = new SmartHost("c.example", 25);
  private static final SmartHost LAST = new SmartHost("d.example", 25);

  private final SmartHostOrder order = new SmartHostOrder(new Random(7));

  @Test
  void withoutWeightsTheOrderIsTheList() {
    assertThat(order.of(List.of(LAST, BACKUP))).containsExactly(LAST, BACKUP);
  }

  @Test
  void eachIsFirstInProportionToItsWeight() {
    long heavyFirst =
        Stream.generate(() -> order.of(List.of(LIGHT, HEAVY)).getFirst())
            .limit(10_000)
            .filter(HEAVY::equals)
            .count();
    assertThat(heavyFirst).isCloseTo(7_500, within(200L));
  }

  @Test
  void thoseWithoutAWeightAreBackups() {
    for (int i = 0; i < 100; i++) {
      List<SmartHost> hosts = order.of(List.of(BACKUP, LIGHT, LAST, HEAVY));
      assertThat(hosts.subList(0, 2)).containsExactlyInAnyOrder(HEAVY, LIGHT);
      assertThat(hosts.subList(2, 4)).containsExactly(BACKUP, LAST);
    }
  }
}
