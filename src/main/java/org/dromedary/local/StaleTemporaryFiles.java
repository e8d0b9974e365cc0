package org.dromedary.local;

import java.io.IOException;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;

/**
 * Removes what crashed deliveries left in {@code tmp}: after 36 hours, as the Maildir convention
 * has it. Safe for use by several threads.
 */
final class StaleTemporaryFiles {
  private static final Duration STALE_AFTER = Duration.ofHours(36);
  private static final Duration INTERVAL = Duration.ofHours(1);

  private final InstantSource clock;
  private final ConcurrentMap<Path, Instant> nextLook = new ConcurrentHashMap<>();

  StaleTemporaryFiles(InstantSource clock) {
    this.clock = clock;
  }

  /** Looks into one {@code tmp}, at most once an hour each. */
  void remove(Path temporary) throws IOException {
    Instant now = clock.instant();
    Instant next = nextLook.getOrDefault(temporary, Instant.MIN);
    if (now.isBefore(next)) {
      return;
    }
    nextLook.put(temporary, now.plus(INTERVAL));
    try (DirectoryStream<Path> files = Files.newDirectoryStream(temporary)) {
      for (Path file : files) {
        removeIfStale(file, now.minus(STALE_AFTER));
      }
    } catch (DirectoryIteratorException e) {
      throw e.getCause();
    }
  }

  private static void removeIfStale(Path file, Instant stale) throws IOException {
    try {
      BasicFileAttributes attributes =
          Files.readAttributes(file, BasicFileAttributes.class, LinkOption.NOFOLLOW_LINKS);
      if (attributes.isRegularFile() && attributes.lastModifiedTime().toInstant().isBefore(stale)) {
        Files.deleteIfExists(file);
      }
    } catch (NoSuchFileException e) {
      return; // another delivery finished or removed it
    }
  }
}
