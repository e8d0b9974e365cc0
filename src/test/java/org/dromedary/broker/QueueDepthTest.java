package org.dromedary.broker;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class QueueDepthTest {
  private final AtomicLong mails = new AtomicLong();

  private boolean hasRoom(QueueDepth depth, long present) {
    mails.set(present);
    depth.refresh();
    return depth.hasRoom();
  }

  @Test
  void hasRoomAgainWhenATenthIsGone() {
    QueueDepth depth = new QueueDepth(mails::get, 100);
    assertThat(hasRoom(depth, 99)).isTrue();
    assertThat(hasRoom(depth, 100)).isFalse();
    assertThat(hasRoom(depth, 90)).isFalse();
    assertThat(hasRoom(depth, 89)).isTrue();
    assertThat(hasRoom(depth, 99)).isTrue();
  }

  @Test
  void zeroIsNoLimit() {
    assertThat(hasRoom(new QueueDepth(mails::get, 0), Long.MAX_VALUE)).isTrue();
  }
}
