package org.dromedary.smtp.server;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/**
 * The file a large mail is written to while it arrives. Blocking; used by one task at a time. Not
 * synced: the mail is not accepted before it is in the journal.
 */
final class ContentFile {
  private final Path path;
  private final FileChannel channel;

  private ContentFile(Path path, FileChannel channel) {
    this.path = path;
    this.channel = channel;
  }

  /** Makes an empty file that only we may read; the directory is made when missing. */
  static ContentFile create(Path directory) throws IOException {
    Files.createDirectories(directory);
    Path path = Files.createTempFile(directory, "incoming-", ".mail");
    try {
      return new ContentFile(path, FileChannel.open(path, StandardOpenOption.WRITE));
    } catch (IOException e) {
      Files.deleteIfExists(path);
      throw e;
    }
  }

  Path path() {
    return path;
  }

  void append(ByteBuffer octets) throws IOException {
    while (octets.hasRemaining()) {
      channel.write(octets);
    }
  }

  /** Closes and removes it. */
  void delete() throws IOException {
    try (channel) {
      Files.deleteIfExists(path);
    }
  }
}
