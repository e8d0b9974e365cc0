package org.dromedary.local;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Path;

/** The steps on the file system by which mail becomes durable; safe for use by several threads. */
interface DurableFiles {

  /** Writes a new file, readable by us only; its octets are on disk on return. */
  void write(Path file, OctetSource octets) throws IOException;

  /** Gives a file another name in the same file system, at once; durable after a sync of both. */
  void rename(Path from, Path to) throws IOException;

  /** The names in a directory are on disk on return. */
  void syncDirectory(Path directory) throws IOException;

  /** Makes a directory for us only unless there is one. */
  void makeDirectory(Path directory) throws IOException;

  /** Writes octets to a stream that the caller closes. */
  @FunctionalInterface
  interface OctetSource {
    void writeTo(OutputStream out) throws IOException;
  }
}
