package org.dromedary.smtp.wire;

/**
 * Counts the Received fields of a mail while it arrives (RFC 5321 §6.3). It looks at the header
 * section only, and at the first letters of each line of it. Not for use by several threads.
 */
public final class ReceivedFields implements OctetSink {
  private static final String FIELD = "received:";

  private int count;

  /** Octets of the line that match {@link #FIELD}; -1 when the line is another field. */
  private int matched;

  /** Whether the line has no octet but perhaps CR. */
  private boolean lineEmpty = true;

  private boolean inBody;

  @Override
  public void write(byte[] octets, int from, int to) {
    int i = from;
    while (i < to && !inBody) {
      if (matched < 0) {
        i = skipLine(octets, i, to);
      } else {
        match(octets[i++]);
      }
    }
  }

  private int skipLine(byte[] octets, int from, int to) {
    int i = from;
    while (i < to && octets[i] != '\n') {
      i++;
    }
    if (i == to) {
      return to;
    }
    startLine();
    return i + 1;
  }

  private void match(byte octet) {
    if (octet == '\n') {
      inBody = lineEmpty; // RFC 5322 §2.1: the header section ends at the first empty line
      startLine();
    } else if (octet != '\r') {
      lineEmpty = false;
      matched = lowerCase(octet) == FIELD.charAt(matched) ? matched + 1 : -1;
      if (matched == FIELD.length()) {
        count++;
        matched = -1;
      }
    }
  }

  private void startLine() {
    matched = 0;
    lineEmpty = true;
  }

  private static int lowerCase(byte octet) {
    return octet >= 'A' && octet <= 'Z' ? octet + ('a' - 'A') : octet;
  }

  /** How many Received fields the header section has so far. */
  public int count() {
    return count;
  }
}
