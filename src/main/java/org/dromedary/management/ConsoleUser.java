package org.dromedary.management;

/** Who is at the console, for as long as a thread does what was asked there. */
final class ConsoleUser {
  private static final ThreadLocal<String> NAME = ThreadLocal.withInitial(() -> "JMX");

  private ConsoleUser() {}

  /** What is done. */
  @FunctionalInterface
  interface Work {
    void run() throws Exception;
  }

  static void as(String name, Work work) throws Exception {
    NAME.set(name);
    try {
      work.run();
    } finally {
      NAME.remove();
    }
  }

  /** The name, or {@code JMX} when nobody is there: a client in this process. */
  static String name() {
    return NAME.get();
  }
}
