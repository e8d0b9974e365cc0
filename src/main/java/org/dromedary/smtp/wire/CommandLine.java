package org.dromedary.smtp.wire;

/** What stood before a CRLF where a command was expected. */
public sealed interface CommandLine {

  /**
   * A readable line.
   *
   * @param text without CRLF and without white space at the end (RFC 5321 §4.1.1); has no CR, LF or
   *     NUL
   * @param octets length on the wire, CRLF included
   */
  record Text(String text, int octets) implements CommandLine {}

  /**
   * A line that must be refused without looking at what it says.
   *
   * @param start its first octets, at most {@link #START_LENGTH}, as ISO-8859-1
   */
  record Malformed(WireFault fault, String start) implements CommandLine {
    static final int START_LENGTH = 16;
  }
}
