package org.dromedary.submit;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.dromedary.mail.MailContent;

/** Takes octets: on the heap up to a size, then in a file. */
final class ContentStore extends OutputStream {
  private final Path directory;
  private final int inMemoryOctets;
  private ByteArrayOutputStream memory = new ByteArrayOutputStream(4096);
  private Optional<Path> file = Optional.empty();
  private Optional<OutputStream> out = Optional.empty();
  private long size;

  ContentStore(Path directory, int inMemoryOctets) {
    this.directory = directory;
    this.inMemoryOctets = inMemoryOctets;
  }

  @Override
  public void write(int octet) throws IOException {
    write(new byte[] {(byte) octet}, 0, 1);
  }

  @Override
  public void write(byte[] octets, int offset, int length) throws IOException {
    size += length;
    if (out.isEmpty() && size > inMemoryOctets) {
      Path made = Files.createTempFile(directory, "incoming-", ".eml");
      file = Optional.of(made);
      OutputStream stream = Files.newOutputStream(made);
      out = Optional.of(stream);
      memory.writeTo(stream);
      memory = new ByteArrayOutputStream(0);
    }
    if (out.isPresent()) {
      out.get().write(octets, offset, length);
    } else {
      memory.write(octets, offset, length);
    }
  }

  long size() {
    return size;
  }

  @Override
  public void close() throws IOException {
    if (out.isPresent()) {
      out.get().close();
    }
  }

  /** What was written, once closed. */
  MailContent content() {
    return file.map(made -> MailContent.in(made, size))
        .orElseGet(() -> MailContent.of(memory.toByteArray()));
  }

  /** The file, if there is one; it is the caller's to remove. */
  Optional<Path> file() {
    return file;
  }
}
