package org.dromedary.submit;

import java.io.IOException;
import java.io.InputStream;

/**
 * Makes a line feed without a carriage return CRLF; what is worse stays for who reads. Has a buffer
 * of its own, so it may be read octet by octet. For one thread.
 */
final class LineEnds extends InputStream {
  private final InputStream in;
  private final byte[] buffer = new byte[1 << 13];
  private int position;
  private int limit;
  private int before;
  private boolean owesLineFeed;

  LineEnds(InputStream in) {
    this.in = in;
  }

  @Override
  public int read() throws IOException {
    if (owesLineFeed) {
      owesLineFeed = false;
      before = '\n';
      return '\n';
    }
    if (position == limit && !fill()) {
      return -1;
    }
    int octet = buffer[position++] & 0xff;
    if (octet == '\n' && before != '\r') {
      owesLineFeed = true;
      before = '\r';
      return '\r';
    }
    before = octet;
    return octet;
  }

  private boolean fill() throws IOException {
    position = 0;
    limit = Math.max(0, in.read(buffer, 0, buffer.length));
    return limit > 0;
  }

  @Override
  public int read(byte[] octets, int offset, int length) throws IOException {
    int count = 0;
    while (count < length) {
      int octet = read();
      if (octet < 0) {
        return count == 0 ? -1 : count;
      }
      octets[offset + count++] = (byte) octet;
    }
    return count;
  }
}
