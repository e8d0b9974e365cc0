package org.dromedary.spool;

import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/** Bounds the messages of one consumer that are in its route, by number and by octets. */
final class InFlightLimit {
  private final int maximumMessages;
  private final long maximumOctets;
  private final ReentrantLock lock = new ReentrantLock();
  private final Condition changed = lock.newCondition();
  private int messages;
  private long octets;

  InFlightLimit(int maximumMessages, long maximumOctets) {
    this.maximumMessages = maximumMessages;
    this.maximumOctets = maximumOctets;
  }

  /** Whether one more message may enter within the time; a single one may, whatever its size. */
  boolean awaitRoom(long millis) throws InterruptedException {
    long remaining = TimeUnit.MILLISECONDS.toNanos(millis);
    lock.lock();
    try {
      while (isFull()) {
        if (remaining <= 0) {
          return false;
        }
        remaining = changed.awaitNanos(remaining);
      }
      return true;
    } finally {
      lock.unlock();
    }
  }

  private boolean isFull() {
    return messages > 0 && (messages >= maximumMessages || octets >= maximumOctets);
  }

  /** Enters if there is room now. */
  boolean tryEnter(long size) {
    lock.lock();
    try {
      if (isFull()) {
        return false;
      }
      enter(size);
      return true;
    } finally {
      lock.unlock();
    }
  }

  void enter(long size) {
    lock.lock();
    try {
      messages++;
      octets += size;
    } finally {
      lock.unlock();
    }
  }

  void leave(long size) {
    lock.lock();
    try {
      messages--;
      octets -= size;
      changed.signalAll();
    } finally {
      lock.unlock();
    }
  }

  int messages() {
    lock.lock();
    try {
      return messages;
    } finally {
      lock.unlock();
    }
  }
}
