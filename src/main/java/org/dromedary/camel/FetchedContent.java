package org.dromedary.camel;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.dromedary.mail.MailContent;
import org.dromedary.smtp.wire.ChunkReader;
import org.dromedary.smtp.wire.ReceivedFields;

/**
 * Takes the octets of a mail as its server sends them, on the heap or in a file, and checks them as
 * those after DATA are. What cannot be taken is read to its end, so that the conversation stays in
 * step. For one mail and one thread; close it before it is asked for anything.
 */
final class FetchedContent extends OutputStream {
  /** As for SMTP. */
  private static final int MAXIMUM_RECEIVED_FIELDS = 50;

  private final long maximumOctets;
  private final int inMemoryOctets;
  private final Path directory;
  private final ChunkReader reader = new ChunkReader();
  private final ReceivedFields receivedFields = new ReceivedFields();
  private final ByteArrayOutputStream memory = new ByteArrayOutputStream();
  private Optional<Path> file = Optional.empty();
  private Optional<OutputStream> fileOut = Optional.empty();
  private long size;
  private boolean eightBit;

  /**
   * @param directory where the file of a large mail is made
   */
  FetchedContent(long maximumOctets, int inMemoryOctets, Path directory) {
    this.maximumOctets = maximumOctets;
    this.inMemoryOctets = inMemoryOctets;
    this.directory = directory;
  }

  @Override
  public void write(int octet) throws IOException {
    write(new byte[] {(byte) octet}, 0, 1);
  }

  @Override
  public void write(byte[] octets, int from, int count) throws IOException {
    size += count;
    reader.begin(count, false);
    reader.read(octets, from, from + count, receivedFields);
    for (int i = from; i < from + count; i++) {
      eightBit |= octets[i] < 0;
    }
    if (problem().isEmpty()) {
      store(octets, from, count);
    }
  }

  private void store(byte[] octets, int from, int count) throws IOException {
    if (fileOut.isEmpty() && memory.size() + count <= inMemoryOctets) {
      memory.write(octets, from, count);
      return;
    }
    if (fileOut.isEmpty()) {
      Files.createDirectories(directory);
      Path made = Files.createTempFile(directory, "incoming-", ".mail");
      file = Optional.of(made);
      fileOut = Optional.of(Files.newOutputStream(made));
      memory.writeTo(fileOut.get());
      memory.reset();
    }
    fileOut.get().write(octets, from, count);
  }

  @Override
  public void close() throws IOException {
    if (!reader.isComplete()) {
      reader.begin(0, true);
    }
    if (fileOut.isPresent()) {
      fileOut.get().close();
    }
  }

  /** Why the mail cannot be taken, if it cannot. */
  Optional<String> problem() {
    if (size > maximumOctets) {
      return Optional.of("it is larger than dromedary.smtp.maximum-message-size");
    }
    if (receivedFields.count() > MAXIMUM_RECEIVED_FIELDS) {
      return Optional.of(
          "it has more than " + MAXIMUM_RECEIVED_FIELDS + " Received fields: a loop");
    }
    return reader
        .fault()
        .map(
            fault ->
                switch (fault) {
                  case BARE_LINE_BREAK -> "it has a CR without LF or a LF without CR";
                  case NUL -> "it has an octet of value 0";
                  case TOO_LONG, NOT_UTF8 -> throw new IllegalStateException("only of commands");
                });
  }

  /** Whether there are octets above 127. */
  boolean isEightBit() {
    return eightBit;
  }

  /** All of it. */
  MailContent content() {
    return file.<MailContent>map(path -> MailContent.in(path, size))
        .orElseGet(() -> MailContent.of(memory.toByteArray()));
  }

  /** Removes the file, if there is one. */
  void delete() throws IOException {
    close();
    if (file.isPresent()) {
      Files.deleteIfExists(file.get());
    }
  }
}
