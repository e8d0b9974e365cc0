package org.dromedary.broker;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class FreeSpaceTest {
  private final AtomicLong free = new AtomicLong();

  private boolean hasRoomWith(FreeSpace space, long octets) {
    free.set(octets);
    space.refresh();
    return space.hasRoom();
  }

  @Test
  void isShortBelowTheLeastAndRecoversWithATenthMore() {
    free.set(100);
    FreeSpace space = new FreeSpace(free::get, 100);
    assertThat(space.hasRoom()).isTrue();
    assertThat(hasRoomWith(space, 99)).isFalse();
    assertThat(hasRoomWith(space, 100)).isFalse();
    assertThat(hasRoomWith(space, 109)).isFalse();
    assertThat(hasRoomWith(space, 110)).isTrue();
    assertThat(hasRoomWith(space, 100)).isTrue();
  }

  @Test
  void isShortFromTheStart() {
    assertThat(new FreeSpace(free::get, 1).hasRoom()).isFalse();
  }

  @ParameterizedTest
  @CsvSource({"1000, 10, 95, 60", "1000, 500, 95, 500", "1000, 10, -1, 10", "1000, 0, 100, 10"})
  void comesBeforeTheBroker(long total, long minimum, int maximumUsage, long least) {
    assertThat(FreeSpace.least(total, minimum, maximumUsage)).isEqualTo(least);
  }
}
