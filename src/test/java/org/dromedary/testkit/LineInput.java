package org.dromedary.testkit;

import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.Arrays;

/** Lines that end in CRLF; a lone CR or LF is an octet like any other. For one thread. */
final class LineInput {
  private final InputStream in;
  private final byte[] buffer = new byte[1 << 15];
  private int position;
  private int end;

  LineInput(InputStream in) {
    this.in = in;
  }

  /** The next line without its CRLF. */
  byte[] next() throws IOException {
    ByteArrayOutputStream line = new ByteArrayOutputStream(128);
    boolean afterCr = false;
    while (true) {
      if (position == end) {
        fill();
      }
      int from = position;
      while (position < end) {
        byte octet = buffer[position++];
        if (octet == '\n' && afterCr) {
          line.write(buffer, from, position - from);
          byte[] octets = line.toByteArray();
          return Arrays.copyOf(octets, octets.length - 2);
        }
        afterCr = octet == '\r';
      }
      line.write(buffer, from, end - from);
    }
  }

  private void fill() throws IOException {
    int length = in.read(buffer);
    if (length < 0) {
      throw new EOFException();
    }
    position = 0;
    end = length;
  }

  boolean hasMore() throws IOException {
    return position < end || in.available() > 0;
  }

  /** Reads until the peer closes. */
  void drain() throws IOException {
    position = end;
    in.transferTo(OutputStream.nullOutputStream());
  }
}
