package org.dromedary.cli;

import java.util.List;
import java.util.Map;

/** The router that runs with the same settings on this machine, as its management API answers. */
@FunctionalInterface
public interface RunningRouter {

  /**
   * Asks it. Blocks.
   *
   * @param overrides of {@code --set}, key to value, not yet checked
   * @param method of HTTP
   * @param path of the operation, with its query, encoded
   * @param body empty for none
   */
  Answer ask(Map<String, String> overrides, String method, String path, String body);

  /** What came of it. */
  sealed interface Answer {
    /** It answered; empty when it is done and there is nothing to say. */
    record Done(String json) implements Answer {}

    /** It refused; a line for each reason. */
    record Refused(List<String> lines) implements Answer {
      public Refused {
        lines = List.copyOf(lines);
      }
    }

    /** It was not asked: no router runs, or settings are wrong. */
    record NotAsked(List<String> lines) implements Answer {
      public NotAsked {
        lines = List.copyOf(lines);
      }
    }
  }
}
