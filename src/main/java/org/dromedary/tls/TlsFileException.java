package org.dromedary.tls;

import java.nio.file.Path;

/** A file that cannot be used; the message names it, what is wrong and the remedy. */
public final class TlsFileException extends Exception {
  private static final long serialVersionUID = 1;

  TlsFileException(Path file, String problem, String remedy) {
    super(file + ": " + problem + "; " + remedy);
  }
}
