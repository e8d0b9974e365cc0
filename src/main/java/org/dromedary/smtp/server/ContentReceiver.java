package org.dromedary.smtp.server;

import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Optional;
import org.dromedary.mail.MailContent;
import org.dromedary.mail.SmtpReply;
import org.dromedary.smtp.wire.ChunkReader;
import org.dromedary.smtp.wire.DataReader;
import org.dromedary.smtp.wire.MailReader;
import org.dromedary.smtp.wire.OctetSink;
import org.dromedary.smtp.wire.ReceivedFields;

/**
 * Collects the content of one mail: on the heap up to {@code inMemoryOctets}, then in portions that
 * go to a file; sooner when the mails that arrive have used up their {@link ContentMemory}, with
 * portions of one read then. What must be refused is thrown away at once, but read to its end.
 */
final class ContentReceiver implements OctetSink {
  /** RFC 5321 §6.3: at least 100 is asked for; 50 is what others use and no mail comes near. */
  private static final int MAXIMUM_RECEIVED_FIELDS = 50;

  private static final int USUAL_OCTETS = 8 << 10;
  private static final byte[] NONE = new byte[0];
  private static final byte[] END_OF_HEADER = {'\r', '\n'};

  private final SmtpServerSettings.Limits limits;
  private final ContentMemory memory;
  private final MailReader reader;
  private final Optional<ChunkReader> chunks;
  private final ReceivedFields receivedFields = new ReceivedFields();
  private byte[] buffer = NONE;
  private int length;
  private int reserved;
  private long size;
  private long chunkOctets;
  private Optional<Path> file = Optional.empty();
  private Optional<SmtpReply> refusal = Optional.empty();
  private boolean beginsWithoutHeader;

  private ContentReceiver(
      SmtpServerSettings.Limits limits,
      ContentMemory memory,
      MailReader reader,
      Optional<ChunkReader> chunks) {
    this.limits = limits;
    this.memory = memory;
    this.reader = reader;
    this.chunks = chunks;
  }

  /**
   * For a mail that follows DATA.
   *
   * @param memory what {@link #release} must give back in the end
   */
  static ContentReceiver ofData(SmtpServerSettings.Limits limits, ContentMemory memory) {
    return new ContentReceiver(limits, memory, new DataReader(), Optional.empty());
  }

  /** For a mail that comes in chunks; each must {@link #beginChunk begin}. */
  static ContentReceiver ofChunks(SmtpServerSettings.Limits limits, ContentMemory memory) {
    ChunkReader chunks = new ChunkReader();
    return new ContentReceiver(limits, memory, chunks, Optional.of(chunks));
  }

  /** BDAT was given. */
  void beginChunk(long octets, boolean isLast) {
    chunks.orElseThrow().begin(octets, isLast);
    chunkOctets = octets;
    noteFault();
  }

  /** Reads on; returns the index behind the last octet read. */
  int read(byte[] octets, int from, int to) {
    int end = reader.read(octets, from, to, this);
    noteFault();
    return end;
  }

  private void noteFault() {
    reader.fault().ifPresent(fault -> refuse(Replies.toData(fault)));
  }

  @Override
  public void write(byte[] octets, int from, int to) {
    if (size == 0 && from < to) {
      beginsWithoutHeader = octets[from] == ' ' || octets[from] == '\t';
    }
    size += to - from;
    if (size > limits.messageOctets()) {
      refuse(Replies.TOO_BIG); // RFC 1870 §6.3
    }
    if (refusal.isPresent()) {
      return;
    }
    receivedFields.write(octets, from, to);
    if (receivedFields.count() > MAXIMUM_RECEIVED_FIELDS) {
      refuse(Replies.LOOP);
      return;
    }
    append(octets, from, to - from);
  }

  private void append(byte[] octets, int from, int count) {
    int needed = length + count;
    if (needed > buffer.length) {
      grow(needed);
    }
    System.arraycopy(octets, from, buffer, length, count);
    length = needed;
  }

  private void grow(int needed) {
    int capacity = Math.max(needed, Math.max(buffer.length * 2, USUAL_OCTETS));
    int more = capacity - reserved;
    if (memory.tryReserve(more)) {
      reserved += more;
      buffer = Arrays.copyOf(buffer, capacity);
    } else {
      // what was read must have a place all the same, until it is stored
      buffer = Arrays.copyOf(buffer, needed + USUAL_OCTETS);
    }
  }

  private boolean isOverBudget() {
    return buffer.length > reserved;
  }

  /** The mail has no more use for memory; more calls change nothing. */
  void release() {
    buffer = NONE;
    length = 0;
    memory.release(reserved);
    reserved = 0;
  }

  /** Refuses the mail; the first reason counts. */
  void refuse(SmtpReply reply) {
    if (refusal.isEmpty()) {
      refusal = Optional.of(reply);
      release();
    }
  }

  /** What is to be done after octets were read, stored or refused. */
  Progress progress() {
    if (refusal.isEmpty() && mustStore()) {
      return new Progress.Full(ByteBuffer.wrap(buffer, 0, length));
    }
    if (!isAtRest()) {
      return new Progress.More();
    }
    if (refusal.isPresent()) {
      return new Progress.Refused(refusal.get());
    }
    return reader.isComplete() ? new Progress.Complete() : new Progress.ChunkEnded(chunkOctets);
  }

  /** See {@link #progress}. */
  sealed interface Progress {

    /** The client has not sent it all. */
    record More() implements Progress {}

    /** The octets must go to the file before more is read or the mail is handed over. */
    record Full(ByteBuffer octets) implements Progress {}

    /** A chunk of that size was read, and was not the last. */
    record ChunkEnded(long octets) implements Progress {}

    /** The mail, or a chunk of it, was read and thrown away. */
    record Refused(SmtpReply reply) implements Progress {}

    /** The whole mail was read. */
    record Complete() implements Progress {}
  }

  private boolean isAtRest() {
    return chunks.map(ChunkReader::isChunkRead).orElseGet(reader::isComplete);
  }

  private boolean mustStore() {
    boolean full = length > limits.inMemoryOctets() || (isOverBudget() && !reader.isComplete());
    return full || (reader.isComplete() && file.isPresent() && length > 0);
  }

  /** The buffer is in the file now. */
  void stored(Path where) {
    file = Optional.of(where);
    length = 0;
    if (isOverBudget()) {
      release();
    }
  }

  /**
   * All of it behind a trace field; the memory is released when the mail is answered. RFC 5322
   * §2.2.3: a first line that begins with a space would continue that field, so an empty line is
   * put between them.
   */
  MailContent content(byte[] traceField) {
    return behind(beginsWithoutHeader ? withEndOfHeader(traceField) : traceField);
  }

  private static byte[] withEndOfHeader(byte[] field) {
    byte[] header = Arrays.copyOf(field, field.length + END_OF_HEADER.length);
    System.arraycopy(END_OF_HEADER, 0, header, field.length, END_OF_HEADER.length);
    return header;
  }

  private MailContent behind(byte[] traceField) {
    if (file.isPresent()) {
      release();
      return MailContent.in(file.get(), size).prepend(traceField);
    }
    byte[] all = Arrays.copyOf(traceField, traceField.length + length);
    System.arraycopy(buffer, 0, all, traceField.length, length);
    buffer = NONE;
    return MailContent.of(all);
  }
}
