package org.dromedary.report;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.util.zip.CRC32;
import java.util.zip.DeflaterOutputStream;

/**
 * Writes pictures of few colours as PNG (RFC 2083). The writer of Java would load its desktop, with
 * native libraries that servers do not have.
 */
final class Png {
  private static final byte[] SIGNATURE = {(byte) 0x89, 'P', 'N', 'G', '\r', '\n', 0x1a, '\n'};

  private Png() {}

  /**
   * Writes one.
   *
   * @param pixels rows of indices into the palette
   * @param palette red, green and blue in the three lowest octets
   */
  static byte[] of(byte[][] pixels, int[] palette) {
    ByteArrayOutputStream png = new ByteArrayOutputStream();
    png.writeBytes(SIGNATURE);
    ByteBuffer header = ByteBuffer.allocate(13).putInt(pixels[0].length).putInt(pixels.length);
    header.put((byte) 8).put((byte) 3); // RFC 2083 §4.1.1: eight bits, which are indices
    chunk(png, "IHDR", header.array());
    ByteBuffer colours = ByteBuffer.allocate(3 * palette.length);
    for (int colour : palette) {
      colours.put((byte) (colour >> 16)).put((byte) (colour >> 8)).put((byte) colour);
    }
    chunk(png, "PLTE", colours.array());
    chunk(png, "IDAT", compressed(pixels));
    chunk(png, "IEND", new byte[0]);
    return png.toByteArray();
  }

  private static byte[] compressed(byte[][] pixels) {
    ByteArrayOutputStream data = new ByteArrayOutputStream();
    try (DeflaterOutputStream deflater = new DeflaterOutputStream(data)) {
      for (byte[] row : pixels) {
        deflater.write(0); // RFC 2083 §6: no filter
        deflater.write(row);
      }
    } catch (IOException e) {
      throw new UncheckedIOException("memory takes all", e);
    }
    return data.toByteArray();
  }

  /** RFC 2083 §3.2: length, type, data and a check of type and data. */
  private static void chunk(ByteArrayOutputStream png, String type, byte[] data) {
    CRC32 check = new CRC32();
    check.update(type.getBytes(US_ASCII));
    check.update(data);
    png.writeBytes(ByteBuffer.allocate(4).putInt(data.length).array());
    png.writeBytes(type.getBytes(US_ASCII));
    png.writeBytes(data);
    png.writeBytes(ByteBuffer.allocate(4).putInt((int) check.getValue()).array());
  }
}
