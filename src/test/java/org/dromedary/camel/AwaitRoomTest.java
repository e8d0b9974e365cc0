package org.dromedary.camel;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import org.apache.camel.impl.DefaultCamelContext;
import org.apache.camel.support.DefaultExchange;
import org.junit.jupiter.api.Test;

class AwaitRoomTest {
  @Test
  void waitsWhileThereIsMuchMail() throws Exception {
    Deque<Long> mails = new ArrayDeque<>(List.of(501L, 9000L, 500L, 0L));
    try (DefaultCamelContext camel = new DefaultCamelContext()) {
      new AwaitRoom(mails::remove).process(new DefaultExchange(camel));
    }
    assertThat(mails).containsExactly(0L);
  }

  @Test
  void doesNotWaitForEver() throws Exception {
    int[] asked = new int[1];
    try (DefaultCamelContext camel = new DefaultCamelContext()) {
      new AwaitRoom(
              () -> {
                asked[0]++;
                return 501;
              })
          .process(new DefaultExchange(camel));
    }
    assertThat(asked[0]).isGreaterThan(1);
  }
}
