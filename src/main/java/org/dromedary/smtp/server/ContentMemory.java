package org.dromedary.smtp.server;

import java.util.concurrent.atomic.AtomicLong;

/**
 * How much heap all mails that are arriving may have together. Who gets none writes to a file
 * sooner. Safe for use by several threads.
 */
final class ContentMemory {
  /** The rest is for mail on its way through the router, and for connections. */
  private static final int SHARE_OF_HEAP = 8;

  private final long octets;
  private final AtomicLong reserved = new AtomicLong();

  ContentMemory(long octets) {
    this.octets = octets;
  }

  /** A share of a heap of that size. */
  static ContentMemory ofHeap(long heapOctets) {
    return new ContentMemory(heapOctets / SHARE_OF_HEAP);
  }

  /** Reserves all of it or nothing; who gets true gives it back by {@link #release}. */
  boolean tryReserve(int wanted) {
    if (reserved.addAndGet(wanted) > octets) {
      reserved.addAndGet(-wanted);
      return false;
    }
    return true;
  }

  void release(int noLongerWanted) {
    reserved.addAndGet(-noLongerWanted);
  }

  long reserved() {
    return reserved.get();
  }
}
