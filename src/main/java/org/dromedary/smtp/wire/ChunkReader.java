package org.dromedary.smtp.wire;

import java.util.Optional;

/**
 * Reads a mail that comes in BDAT chunks (RFC 3030 §2): as many octets as were announced, nothing
 * in them is transparency or an end. A CR and its LF may be in different chunks.
 *
 * <p>Not offered is BINARYMIME (RFC 3030 §3), so the mail is lines as with DATA, and a bare CR or
 * LF or a NUL is a fault; only the last line may lack its CRLF.
 */
public final class ChunkReader implements MailReader {
  private long left;
  private boolean last;
  private boolean afterCr;
  private Optional<WireFault> fault = Optional.empty();

  /** The next chunk begins. */
  public void begin(long octets, boolean isLast) {
    if (left > 0 || last) {
      throw new IllegalStateException("a chunk is not at its end, or was the last");
    }
    left = octets;
    last = isLast;
    endLastLine();
  }

  @Override
  public int read(byte[] octets, int from, int to, OctetSink sink) {
    int end = (int) Math.min(to, from + left);
    for (int i = from; i < end && fault.isEmpty(); i++) {
      check(octets[i]);
    }
    if (from < end && fault.isEmpty()) {
      sink.write(octets, from, end);
    }
    left -= end - from;
    endLastLine();
    return end;
  }

  private void check(byte octet) {
    if (octet == 0) {
      fail(WireFault.NUL);
    } else if (afterCr != (octet == '\n')) {
      fail(WireFault.BARE_LINE_BREAK); // RFC 5321 §2.3.8: CR and LF only together
    }
    afterCr = octet == '\r';
  }

  private void endLastLine() {
    if (isComplete() && afterCr) {
      fail(WireFault.BARE_LINE_BREAK);
    }
  }

  private void fail(WireFault what) {
    if (fault.isEmpty()) {
      fault = Optional.of(what);
    }
  }

  /** Whether the present chunk was read, or none has begun. */
  public boolean isChunkRead() {
    return left == 0;
  }

  /** Whether the chunk with LAST was read. */
  @Override
  public boolean isComplete() {
    return last && left == 0;
  }

  @Override
  public Optional<WireFault> fault() {
    return fault;
  }
}
