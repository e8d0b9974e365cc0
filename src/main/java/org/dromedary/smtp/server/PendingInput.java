package org.dromedary.smtp.server;

import java.util.ArrayDeque;
import java.util.Deque;

/** Octets that came and were not read yet: while the session waits, they stay here. */
final class PendingInput {
  private static final byte[] NONE = new byte[0];

  private final Deque<byte[]> later = new ArrayDeque<>();
  private byte[] current = NONE;
  private int position;

  /** Adds octets, not copied. */
  void add(byte[] octets) {
    if (position == current.length) {
      current = octets;
      position = 0;
    } else if (octets.length > 0) {
      later.add(octets);
    }
  }

  boolean isEmpty() {
    return position == current.length;
  }

  byte[] current() {
    return current;
  }

  int position() {
    return position;
  }

  /** Octets before this index of {@link #current} are read. */
  void readTo(int index) {
    position = index;
    if (isEmpty()) {
      current = later.isEmpty() ? NONE : later.remove();
      position = 0;
    }
  }

  void clear() {
    later.clear();
    current = NONE;
    position = 0;
  }
}
