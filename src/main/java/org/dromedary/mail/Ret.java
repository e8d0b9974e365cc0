package org.dromedary.mail;

/** How much of a mail its failure notice returns (RFC 3461 §4.3). */
public enum Ret {
  FULL,
  /** The header section only. */
  HDRS
}
