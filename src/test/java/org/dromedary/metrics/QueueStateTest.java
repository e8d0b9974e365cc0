package org.dromedary.metrics;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class QueueStateTest {

  @ParameterizedTest
  @CsvSource({
    "mail.ingress, INGRESS",
    "mail.local, LOCAL",
    "mail.outbound, OUTBOUND",
    "mail.retry.1, DEFERRED",
    "mail.retry.14400, DEFERRED",
    "mail.held, HELD",
    "mail.undeliverable, UNDELIVERABLE",
    "mail.dead, DEAD",
    "mail.control, OTHER",
    "mail.other, OTHER",
    "mail.deferred, OTHER",
    "orders, OTHER"
  })
  void manyQueuesAreFewStates(String queue, QueueState state) {
    assertThat(QueueState.of(queue)).isEqualTo(state);
  }
}
