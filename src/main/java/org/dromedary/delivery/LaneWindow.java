package org.dromedary.delivery;

/**
 * How many connections to one next hop there may be just now: more while it takes mails, fewer when
 * it pushes back, as the scheduler of Postfix does it. Not safe for use by several threads.
 */
final class LaneWindow {
  private final int maximum;
  private double size;

  LaneWindow(int initial, int maximum) {
    this.maximum = maximum;
    this.size = Math.min(initial, maximum);
  }

  int size() {
    return (int) size;
  }

  /** One more for as many mails as there may be connections. */
  void delivered() {
    size = Math.min(maximum, size + 1 / size);
  }

  /**
   * The server answered 421, or did not take a connection.
   *
   * @param inUse connections that there are
   */
  void pushedBack(int inUse) {
    size = Math.max(1, Math.min(size, inUse) - 1);
  }
}
