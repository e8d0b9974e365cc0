package org.dromedary.settings;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/** Finds out whether a directory can be used by trying it; permission bits lie to root. */
final class DirectoryProbe {
  private DirectoryProbe() {}

  /**
   * What keeps us from writing to the directory, or from creating it when it is missing. Leaves
   * nothing behind.
   *
   * @param directory absolute
   */
  static Optional<String> whyNotWritable(Path directory) {
    Path existing = directory;
    while (!Files.exists(existing) && existing.getParent() != null) {
      existing = existing.getParent();
    }
    if (!Files.isDirectory(existing)) {
      return Optional.of(existing + " is not a directory");
    }
    try {
      Path probe = Files.createTempFile(existing, ".dromedary-", ".probe");
      try {
        Files.write(probe, new byte[1]);
      } finally {
        Files.delete(probe);
      }
      return Optional.empty();
    } catch (IOException e) {
      return Optional.of("this user cannot write to " + existing);
    }
  }

  static Optional<String> whyNotReadable(Path directory) {
    if (!Files.isDirectory(directory)) {
      return Optional.of(directory + " is not a directory");
    }
    try (DirectoryStream<Path> entries = Files.newDirectoryStream(directory)) {
      for (Path entry : entries) {
        if (!Files.isReadable(entry)) {
          return Optional.of("this user cannot read " + entry);
        }
      }
      return Optional.empty();
    } catch (IOException e) {
      return Optional.of("this user cannot read " + directory);
    }
  }
}
