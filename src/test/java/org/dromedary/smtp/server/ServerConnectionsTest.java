package org.dromedary.smtp.server;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;

class ServerConnectionsTest {
  private static final Duration USUAL = Duration.ofMinutes(5);

  private final ServerConnections connections = new ServerConnections(10);

  private void enter(int count) {
    for (int i = 0; i < count; i++) {
      assertThat(connections.enter()).isTrue();
    }
  }

  @Test
  void refusesOneTooMany() {
    enter(10);
    assertThat(connections.enter()).isFalse();
    connections.leave();
    assertThat(connections.enter()).isTrue();
    assertThat(connections.enter()).isFalse();
  }

  @Test
  void waitsLessForACommandWhenConnectionsAreScarce() {
    enter(8);
    assertThat(connections.commandTimeout(USUAL)).isEqualTo(USUAL);
    enter(1);
    assertThat(connections.commandTimeout(USUAL)).isEqualTo(Duration.ofSeconds(10));
    assertThat(connections.commandTimeout(Duration.ofSeconds(2))).isEqualTo(Duration.ofSeconds(2));
    connections.leave();
    assertThat(connections.commandTimeout(USUAL)).isEqualTo(USUAL);
  }
}
