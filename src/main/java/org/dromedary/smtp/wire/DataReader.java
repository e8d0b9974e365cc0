package org.dromedary.smtp.wire;

import java.util.Optional;

/**
 * Reads mail data after DATA up to CRLF.CRLF and takes the dots of transparency away (RFC 5321
 * §4.1.1.4, §4.5.2).
 *
 * <p>Content goes to the sink in long runs, otherwise unchanged: eight-bit octets and lines of any
 * length pass as they are. RFC 5321 §4.5.3.1.6 lets a server limit lines to 998 octets; we accept
 * longer ones whole, since they harm nobody and neither splitting them (as some servers do) nor
 * refusing mail that others deliver helps the user.
 */
public final class DataReader implements MailReader {
  private enum State {
    LINE_START,
    TEXT,
    CR,
    /** Behind a dot at the start of a line. */
    DOT,
    /** Behind the CR of a line that so far is a dot only. */
    DOT_CR,
    COMPLETE
  }

  private State state = State.LINE_START;
  private Optional<WireFault> fault = Optional.empty();

  @Override
  public int read(byte[] octets, int from, int to, OctetSink sink) {
    int runStart = from;
    int i = from;
    while (i < to && state != State.COMPLETE) {
      if (state == State.TEXT) {
        i = skipText(octets, i, to);
        if (i == to) {
          break;
        }
      }
      state = next(octets[i]);
      if (isNoContent()) {
        pass(octets, runStart, i, sink);
        runStart = i + 1;
      }
      i++;
    }
    pass(octets, runStart, i, sink);
    return i;
  }

  /** Whether the octet that led to this state is dropped (RFC 5321 §4.5.2). */
  private boolean isNoContent() {
    return state == State.DOT || state == State.DOT_CR || state == State.COMPLETE;
  }

  private static int skipText(byte[] octets, int from, int to) {
    int i = from;
    while (i < to && octets[i] != '\r' && octets[i] != '\n' && octets[i] != 0) {
      i++;
    }
    return i;
  }

  private State next(byte octet) {
    return switch (state) {
      case LINE_START -> octet == '.' ? State.DOT : inLine(octet);
      case TEXT -> inLine(octet);
      case CR -> octet == '\n' ? State.LINE_START : afterBareCr(octet);
      case DOT -> octet == '\r' ? State.DOT_CR : inLine(octet);
      // RFC 5321 §4.1.1.4: only <CRLF>.<CRLF> ends the data
      case DOT_CR -> octet == '\n' ? State.COMPLETE : afterBareCr(octet);
      case COMPLETE -> throw new IllegalStateException("the data is complete");
    };
  }

  private State inLine(byte octet) {
    switch (octet) {
      case '\r' -> {
        return State.CR;
      }
      case '\n' -> fail(WireFault.BARE_LINE_BREAK); // RFC 5321 §2.3.8
      case 0 -> fail(WireFault.NUL);
      default -> {}
    }
    return State.TEXT;
  }

  private State afterBareCr(byte octet) {
    fail(WireFault.BARE_LINE_BREAK);
    return inLine(octet);
  }

  private void fail(WireFault what) {
    if (fault.isEmpty()) {
      fault = Optional.of(what);
    }
  }

  private void pass(byte[] octets, int from, int to, OctetSink sink) {
    if (from < to && fault.isEmpty()) {
      sink.write(octets, from, to);
    }
  }

  /** Whether CRLF.CRLF was read. */
  @Override
  public boolean isComplete() {
    return state == State.COMPLETE;
  }

  @Override
  public Optional<WireFault> fault() {
    return fault;
  }
}
