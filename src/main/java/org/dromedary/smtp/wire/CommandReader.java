package org.dromedary.smtp.wire;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Optional;

/**
 * Cuts command lines out of the input. Only CRLF ends a line; a line with a fault is read up to its
 * CRLF, so that each line, good or bad, gets one reply. Not for use by several threads.
 */
public final class CommandReader {
  /**
   * Longest line that is looked at, without CRLF; the verbs have their own, lower limits. RFC 4954
   * §4: a response of an AUTH exchange may have 12288 octets.
   */
  public static final int MAXIMUM_OCTETS = 12288 - 2;

  private static final int USUAL_OCTETS = 128;

  private byte[] line = new byte[USUAL_OCTETS];
  private int length;
  private boolean afterCr;
  private Optional<WireFault> fault = Optional.empty();
  private Optional<CommandLine> complete = Optional.empty();

  /**
   * Reads on, at most to the end of one line.
   *
   * @return index behind the last octet read: {@code to}, or less when a line {@link #take is
   *     complete}
   */
  public int read(byte[] octets, int from, int to) {
    for (int i = from; i < to; i++) {
      byte octet = octets[i];
      if (octet == '\n' && afterCr) {
        finish();
        return i + 1;
      }
      if (afterCr || octet == '\n') {
        fail(WireFault.BARE_LINE_BREAK); // RFC 5321 §2.3.8: CR and LF only together
      }
      afterCr = octet == '\r';
      if (!afterCr) {
        append(octet);
      }
    }
    return to;
  }

  /** The line that the last {@link #read} ended, once. */
  public Optional<CommandLine> take() {
    Optional<CommandLine> taken = complete;
    complete = Optional.empty();
    return taken;
  }

  private void append(byte octet) {
    if (octet == 0) {
      fail(WireFault.NUL);
    }
    if (length == MAXIMUM_OCTETS) {
      fail(WireFault.TOO_LONG);
      return;
    }
    if (length == line.length) {
      line = Arrays.copyOf(line, length * 2);
    }
    line[length++] = octet;
  }

  private void fail(WireFault what) {
    if (fault.isEmpty()) {
      fault = Optional.of(what);
    }
  }

  private void finish() {
    complete = Optional.of(fault.map(this::malformed).orElseGet(this::text));
    length = 0;
    afterCr = false;
    fault = Optional.empty();
  }

  private CommandLine text() {
    try {
      String text =
          StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(line, 0, length)).toString();
      // RFC 5321 §4.1.1: white space before the CRLF is tolerated
      return new CommandLine.Text(text.stripTrailing(), length + 2);
    } catch (CharacterCodingException e) {
      return malformed(WireFault.NOT_UTF8);
    }
  }

  private CommandLine malformed(WireFault what) {
    int count = Math.min(length, CommandLine.Malformed.START_LENGTH);
    return new CommandLine.Malformed(what, new String(line, 0, count, StandardCharsets.ISO_8859_1));
  }
}
