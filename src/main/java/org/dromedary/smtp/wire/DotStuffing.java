package org.dromedary.smtp.wire;

/**
 * Turns the octets of a mail, given in chunks, into what follows DATA on the wire: a dot doubled at
 * the start of a line, every line ended by CRLF, and the line with the single dot at the end (RFC
 * 5321 §4.5.2).
 *
 * <p>A lone CR or LF becomes CRLF, so that no peer can see another end of the mail than we do (RFC
 * 5321 §2.3.8). Stretches without such places are handed on as they are, uncopied. One instance for
 * one mail and one thread.
 *
 * @param <X> what the sink throws
 */
public final class DotStuffing<X extends Exception> {
  /** Takes the encoded octets; it must not keep or change the array. */
  @FunctionalInterface
  public interface Sink<X extends Exception> {
    void write(byte[] octets, int offset, int length) throws X;
  }

  private enum Position {
    LINE_START,
    IN_LINE,
    AFTER_CR
  }

  private static final byte[] CR_LF = {'\r', '\n'};
  private static final byte[] LF = {'\n'};
  private static final byte[] DOT = {'.'};
  private static final byte[] END = {'.', '\r', '\n'};

  private final Sink<X> sink;
  private Position position = Position.LINE_START;

  public DotStuffing(Sink<X> sink) {
    this.sink = sink;
  }

  /** Encodes the next chunk of the mail. */
  public void write(byte[] octets, int offset, int length) throws X {
    int end = offset + length;
    int pending = offset; // octets from here to i are to be handed on as they are
    for (int i = offset; i < end; i++) {
      byte octet = octets[i];
      if (position == Position.IN_LINE && octet != '\r' && octet != '\n') {
        continue;
      }
      if (position == Position.AFTER_CR && octet != '\n') {
        pending = flush(octets, pending, i);
        sink.write(LF, 0, 1); // RFC 5321 §2.3.8: CR only before LF
        position = Position.LINE_START;
      } else if (position != Position.AFTER_CR && octet == '\n') {
        flush(octets, pending, i);
        pending = i + 1;
        sink.write(CR_LF, 0, 2); // RFC 5321 §2.3.8: LF only after CR
        position = Position.LINE_START;
        continue;
      }
      if (position == Position.LINE_START && octet == '.') {
        pending = flush(octets, pending, i);
        sink.write(DOT, 0, 1); // RFC 5321 §4.5.2
      }
      position = after(octet);
    }
    flush(octets, pending, end);
  }

  private static Position after(byte octet) {
    return switch (octet) {
      case '\r' -> Position.AFTER_CR;
      case '\n' -> Position.LINE_START;
      default -> Position.IN_LINE;
    };
  }

  private int flush(byte[] octets, int from, int to) throws X {
    if (to > from) {
      sink.write(octets, from, to - from);
    }
    return to;
  }

  /** Ends the last line if need be, and then the mail (RFC 5321 §4.1.1.4). */
  public void finish() throws X {
    switch (position) {
      case LINE_START -> {}
      case IN_LINE -> sink.write(CR_LF, 0, 2);
      case AFTER_CR -> sink.write(LF, 0, 1);
    }
    sink.write(END, 0, END.length);
    position = Position.LINE_START;
  }
}
