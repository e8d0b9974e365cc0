package org.dromedary.submit;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;

/** Makes a line feed without a carriage return CRLF; what is worse stays for who reads. */
final class LineEnds extends FilterInputStream {
  private int before;
  private boolean owesLineFeed;

  LineEnds(InputStream in) {
    super(in);
  }

  @Override
  public int read() throws IOException {
    if (owesLineFeed) {
      owesLineFeed = false;
      before = '\n';
      return '\n';
    }
    int octet = in.read();
    if (octet == '\n' && before != '\r') {
      owesLineFeed = true;
      before = '\r';
      return '\r';
    }
    before = octet;
    return octet;
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

  @Override
  public boolean markSupported() {
    return false;
  }
}
