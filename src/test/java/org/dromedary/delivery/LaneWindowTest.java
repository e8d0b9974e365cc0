package org.dromedary.delivery;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class LaneWindowTest {

  private static void deliver(LaneWindow window, int mails) {
    for (int i = 0; i < mails; i++) {
      window.delivered();
    }
  }

  @Test
  void growsByOneForEachRoundOfDeliveries() {
    LaneWindow window = new LaneWindow(5, 20);
    assertThat(window.size()).isEqualTo(5);
    deliver(window, 6);
    assertThat(window.size()).isEqualTo(6);
    deliver(window, 7);
    assertThat(window.size()).isEqualTo(7);
  }

  @Test
  void growsToItsMaximum() {
    LaneWindow window = new LaneWindow(5, 8);
    deliver(window, 1000);
    assertThat(window.size()).isEqualTo(8);
  }

  @Test
  void neverBeginsBeyondItsMaximum() {
    assertThat(new LaneWindow(5, 2).size()).isEqualTo(2);
  }

  @Test
  void shrinksToOneLessThanIsInUse() {
    LaneWindow window = new LaneWindow(20, 20);
    window.pushedBack(7);
    assertThat(window.size()).isEqualTo(6);
    window.pushedBack(7);
    assertThat(window.size()).isEqualTo(5);
  }

  @Test
  void alwaysLeavesOne() {
    LaneWindow window = new LaneWindow(2, 20);
    window.pushedBack(1);
    window.pushedBack(1);
    assertThat(window.size()).isEqualTo(1);
    deliver(window, 1);
    assertThat(window.size()).isEqualTo(2);
  }
}
