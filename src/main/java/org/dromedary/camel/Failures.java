package org.dromedary.camel;

/** What went wrong in a route, for the log. */
final class Failures {
  private Failures() {}

  /** The root of it, on one line: it may repeat what came from outside. */
  static String reason(Throwable failure) {
    Throwable root = failure;
    while (root.getCause() != null && root.getCause() != root) {
      root = root.getCause();
    }
    return String.valueOf(root).replaceAll("[\\p{Cntrl}\\u0080-\\u009f]+", " ");
  }
}
