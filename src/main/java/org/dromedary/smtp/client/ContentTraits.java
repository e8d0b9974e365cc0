package org.dromedary.smtp.client;

import java.io.IOException;
import java.io.InputStream;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import org.dromedary.mail.MailContent;

/**
 * What the commands of a transaction say about the content.
 *
 * @param octets its size
 * @param eightBit whether it has octets above 127
 */
record ContentTraits(long octets, boolean eightBit) {
  private static final VarHandle LONGS =
      MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.nativeOrder());
  private static final long HIGH_BITS = 0x8080808080808080L;
  private static final int CHUNK_OCTETS = 1 << 16;

  /**
   * Reads the whole content.
   *
   * @throws IOException when it cannot be read
   */
  static ContentTraits of(MailContent content) throws IOException {
    return new ContentTraits(content.size(), hasEightBit(content));
  }

  private static boolean hasEightBit(MailContent content) throws IOException {
    if (content instanceof MailContent.InMemory inMemory) {
      return hasEightBit(inMemory.octets(), inMemory.octets().length);
    }
    byte[] chunk = new byte[CHUNK_OCTETS];
    try (InputStream in = content.open()) {
      for (int length = in.read(chunk); length >= 0; length = in.read(chunk)) {
        if (hasEightBit(chunk, length)) {
          return true;
        }
      }
    }
    return false;
  }

  private static boolean hasEightBit(byte[] octets, int length) {
    int i = 0;
    for (; i <= length - Long.BYTES; i += Long.BYTES) {
      if (((long) LONGS.get(octets, i) & HIGH_BITS) != 0) {
        return true;
      }
    }
    for (; i < length; i++) {
      if (octets[i] < 0) {
        return true;
      }
    }
    return false;
  }
}
