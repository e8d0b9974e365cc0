package org.dromedary.users;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileTime;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/** A file of users that is read again when it has changed; safe for use by several threads. */
final class WatchedTable {
  private final Path file;
  private Optional<Stamp> stamp = Optional.empty();
  private Map<String, String> entries = Map.of();

  WatchedTable(Path file) {
    this.file = file;
  }

  /** The entries as the file has them now; none when it does not exist. */
  synchronized Map<String, String> entries() throws IOException {
    Optional<Stamp> now = Stamp.of(file);
    if (!now.equals(stamp)) {
      entries = Map.copyOf(UserTable.read(file));
      stamp = now; // taken before it was read: a change meanwhile is seen the next time
    }
    return entries;
  }

  /**
   * What changes with a file. Times may be coarse; a file that takes the place of another differs
   * by its key.
   */
  private record Stamp(FileTime modified, long octets, Optional<String> key) {
    static Optional<Stamp> of(Path file) throws IOException {
      try {
        BasicFileAttributes now = Files.readAttributes(file, BasicFileAttributes.class);
        return Optional.of(
            new Stamp(
                now.lastModifiedTime(),
                now.size(),
                Optional.ofNullable(now.fileKey()).map(Objects::toString)));
      } catch (NoSuchFileException e) {
        return Optional.empty();
      }
    }
  }
}
