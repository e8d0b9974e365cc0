package org.dromedary.users;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFileAttributeView;
import java.nio.file.attribute.PosixFileAttributes;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Objects;
import java.util.Set;

/**
 * Files for one user of the system only. What root makes belongs to whom the directory above
 * belongs: otherwise the router could not read what {@code sudo} has written.
 */
public final class PrivateFiles {
  private static final FileAttribute<Set<PosixFilePermission>> FILE = mode("rw-------");
  private static final FileAttribute<Set<PosixFilePermission>> DIRECTORY = mode("rwx------");

  private PrivateFiles() {}

  private static FileAttribute<Set<PosixFilePermission>> mode(String text) {
    return PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString(text));
  }

  /** Makes a directory and those above it, unless they are there. */
  static void makeDirectory(Path directory) throws IOException {
    if (Files.isDirectory(directory)) {
      return;
    }
    Path parent = directory.toAbsolutePath().getParent();
    if (parent != null) {
      makeDirectory(parent);
    }
    try {
      Files.createDirectory(directory, DIRECTORY);
      giveToOwnerOfParent(directory);
    } catch (FileAlreadyExistsException e) {
      if (!Files.isDirectory(directory)) { // if it is one now, somebody else was faster
        throw e;
      }
    }
  }

  /**
   * Replaces a file, or makes it; at any time there is the old one or the new one, which is on disk
   * on return. To be called by one at a time.
   */
  public static void replace(Path file, String text) throws IOException {
    Path next = file.resolveSibling(file.getFileName() + ".new");
    Files.deleteIfExists(next); // of a process that was killed
    try (FileChannel channel =
        FileChannel.open(
            next, Set.of(StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE), FILE)) {
      ByteBuffer octets = StandardCharsets.UTF_8.encode(text);
      while (octets.hasRemaining()) {
        channel.write(octets);
      }
      channel.force(true);
    }
    giveToOwnerOfParent(next);
    Files.move(next, file, StandardCopyOption.ATOMIC_MOVE);
    sync(parentOf(file));
  }

  private static void sync(Path directory) throws IOException {
    try (FileChannel channel = FileChannel.open(directory, StandardOpenOption.READ)) {
      channel.force(true);
    }
  }

  /** Opens a file that serves as a lock. */
  static FileChannel openLock(Path file) throws IOException {
    FileChannel channel =
        FileChannel.open(file, Set.of(StandardOpenOption.CREATE, StandardOpenOption.WRITE), FILE);
    giveToOwnerOfParent(file);
    return channel;
  }

  private static Path parentOf(Path path) {
    return Objects.requireNonNull(path.toAbsolutePath().getParent(), "a file is in a directory");
  }

  private static void giveToOwnerOfParent(Path path) throws IOException {
    PosixFileAttributeView view = Files.getFileAttributeView(path, PosixFileAttributeView.class);
    PosixFileAttributes parent = Files.readAttributes(parentOf(path), PosixFileAttributes.class);
    boolean byRoot = view.readAttributes().owner().getName().equals("root");
    if (byRoot && !parent.owner().getName().equals("root")) {
      view.setOwner(parent.owner());
      view.setGroup(parent.group());
    }
  }
}
