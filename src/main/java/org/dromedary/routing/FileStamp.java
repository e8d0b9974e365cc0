package org.dromedary.routing;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileTime;
import java.util.Optional;

/** By what a changed file is known; empty for one that is not there or cannot be looked at. */
public record FileStamp(Optional<Attributes> attributes) {

  /** What a file system says of a file. */
  public record Attributes(FileTime modifiedAt, long octets, Optional<Object> key) {}

  /** Of a file as it is now. */
  public static FileStamp of(Path file) {
    try {
      BasicFileAttributes now = Files.readAttributes(file, BasicFileAttributes.class);
      return new FileStamp(
          Optional.of(
              new Attributes(
                  now.lastModifiedTime(), now.size(), Optional.ofNullable(now.fileKey()))));
    } catch (IOException e) {
      return new FileStamp(Optional.empty());
    }
  }
}
