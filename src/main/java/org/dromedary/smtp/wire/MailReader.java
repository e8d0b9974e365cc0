package org.dromedary.smtp.wire;

import java.util.Optional;

/**
 * Reads the octets of one mail as a client sends them. With the first fault the sink gets no more,
 * but reading goes on, so that the reader stays in step with the client. Not for use by several
 * threads; one reader per mail.
 */
public sealed interface MailReader permits DataReader, ChunkReader {

  /**
   * Reads on, at most to the end of what is the mail's.
   *
   * @return index behind the last octet read: {@code to}, or less
   */
  int read(byte[] octets, int from, int to, OctetSink sink);

  /** Whether the whole mail was read. */
  boolean isComplete();

  /** The first thing found wrong, if any; what the sink got is then useless. */
  Optional<WireFault> fault();
}
