package org.dromedary.smtp.wire;

/** What is wrong with octets, whatever they say. */
public enum WireFault {
  /** A CR without LF or a LF without CR (RFC 5321 §2.3.8): the door for SMTP smuggling. */
  BARE_LINE_BREAK,
  /** An octet of value 0 (RFC 5322 §3.5 has none). */
  NUL,
  /** A command line beyond the limit (RFC 5321 §4.5.3.1.4). */
  TOO_LONG,
  /** Octets above 127 in a command line that are no UTF-8 (RFC 6531 §3.1). */
  NOT_UTF8
}
