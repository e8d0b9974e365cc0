package org.dromedary.smtp.wire;

/** Takes runs of octets out of an array that is overwritten afterwards. */
@FunctionalInterface
public interface OctetSink {

  /** Takes {@code octets[from]} up to but not including {@code octets[to]}. */
  void write(byte[] octets, int from, int to);
}
