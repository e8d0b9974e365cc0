package org.dromedary.mail;

/** How much of a mail its failure notice returns (RFC 3461 §4.3). */
public enum Ret {
  FULL,
  /** The header section only. */
  HDRS;

  /**
   * Parses the value of RET, in any case.
   *
   * @throws IllegalArgumentException when it is neither
   */
  public static Ret parse(String text) {
    for (Ret ret : values()) {
      if (ret.name().equals(Ascii.upperCase(text))) {
        return ret;
      }
    }
    throw new IllegalArgumentException("RET is FULL or HDRS");
  }
}
