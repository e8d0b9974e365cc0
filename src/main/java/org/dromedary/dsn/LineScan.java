package org.dromedary.dsn;

/** Looks at octets, piece by piece, for what a part of a message may not hold. For one thread. */
final class LineScan {
  /** RFC 5322 §2.1.1. */
  private static final int MAXIMUM_LINE_OCTETS = 998;

  private boolean plain = true;
  private boolean eightBit;
  private boolean afterReturn;
  private int lineOctets;

  static LineScan of(byte[] octets) {
    LineScan scan = new LineScan();
    scan.add(octets, octets.length);
    return scan;
  }

  /** The next piece: the first octets of the array. */
  void add(byte[] octets, int length) {
    for (int i = 0; i < length; i++) {
      add(octets[i]);
    }
  }

  private void add(byte octet) {
    boolean lineEnd = afterReturn && octet == '\n';
    plain &= lineEnd || (!afterReturn && octet != '\n' && octet != 0);
    afterReturn = octet == '\r';
    eightBit |= octet < 0;
    lineOctets = lineEnd ? 0 : lineOctets + (afterReturn ? 0 : 1);
    plain &= lineOctets <= MAXIMUM_LINE_OCTETS;
  }

  /** RFC 2045 §2.7, §2.8: no NUL, CR and LF only together, no line too long. */
  boolean isPlain() {
    return plain && !afterReturn;
  }

  /** Whether there are octets above 127. */
  boolean isEightBit() {
    return eightBit;
  }
}
