package org.dromedary.local;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Iterator;
import java.util.Optional;

/** The three directories of a mailbox. */
record Maildir(Path directory) {
  Path temporary() {
    return directory.resolve("tmp");
  }

  Path fresh() {
    return directory.resolve("new");
  }

  Path current() {
    return directory.resolve("cur");
  }

  /**
   * The directory in which a mail of this full name already is, whatever flags it has.
   *
   * <p>Names in {@code cur} end in flags that cannot be foreseen; only a full look finds all of
   * them, and that takes time in a large mailbox.
   *
   * @param thorough whether to look at each name in {@code cur}; else only at the usual flags
   */
  Optional<Path> holding(String name, boolean thorough) throws IOException {
    if (Files.exists(fresh().resolve(name))) {
      return Optional.of(fresh());
    }
    boolean usual =
        Files.exists(current().resolve(name + ":2,"))
            || Files.exists(current().resolve(name + ":2,S"));
    return usual || (thorough && isCurrent(name)) ? Optional.of(current()) : Optional.empty();
  }

  private boolean isCurrent(String name) throws IOException {
    DirectoryStream.Filter<Path> sameMail =
        path -> {
          String found = path.getFileName().toString();
          return found.equals(name) || found.startsWith(name + ":");
        };
    try (DirectoryStream<Path> found = Files.newDirectoryStream(current(), sameMail)) {
      Iterator<Path> names = found.iterator();
      return names.hasNext();
    }
  }
}
