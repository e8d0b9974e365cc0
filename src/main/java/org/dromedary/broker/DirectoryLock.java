package org.dromedary.broker;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/**
 * Keeps a second router off a data directory; the operating system lets go of it when the process
 * ends, however it ends. The broker's own lock would wait for the first router to end.
 */
final class DirectoryLock implements AutoCloseable {
  private final FileChannel channel;

  private DirectoryLock(FileChannel channel) {
    this.channel = channel;
  }

  /**
   * Takes the lock; does not wait.
   *
   * @throws IOException when another router has it, or the directory cannot be used
   */
  static DirectoryLock take(Path directory) throws IOException {
    Files.createDirectories(directory);
    FileChannel channel =
        FileChannel.open(
            directory.resolve("router.lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
    if (!isLocked(channel)) {
      channel.close();
      throw new IOException("the data directory " + directory + " is in use by another process");
    }
    return new DirectoryLock(channel);
  }

  private static boolean isLocked(FileChannel channel) throws IOException {
    try {
      return channel.tryLock() != null;
    } catch (OverlappingFileLockException e) {
      return false; // by another router of this process
    }
  }

  @Override
  public void close() throws IOException {
    channel.close();
  }
}
