package org.dromedary.cli;

import java.util.Map;

/** Runs a router, or a broker. */
@FunctionalInterface
public interface RouterStarter {

  /**
   * Starts it and returns when it has stopped. Says on standard error why it did not start.
   *
   * @param overrides of {@code --set}, key to value, not yet checked
   * @return an {@link ExitCode}
   */
  int run(Map<String, String> overrides);
}
