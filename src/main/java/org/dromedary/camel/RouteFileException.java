package org.dromedary.camel;

import java.nio.file.Path;

/** A route file is wrong; the message says where and why, on one line. */
public final class RouteFileException extends Exception {
  private static final long serialVersionUID = 1;

  RouteFileException(Path directory, Exception cause) {
    super(message(directory, cause), cause);
  }

  private static String message(Path directory, Exception cause) {
    Throwable root = cause;
    while (root.getCause() != null) {
      root = root.getCause();
    }
    String text = cause.getMessage() + (root == cause ? "" : ": " + root.getMessage());
    return "the routes in " + directory + ": " + text.replaceAll("\\s+", " ").strip();
  }
}
