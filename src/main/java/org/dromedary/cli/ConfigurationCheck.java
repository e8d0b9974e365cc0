package org.dromedary.cli;

import java.util.List;
import java.util.Map;

/** Checks the settings without starting anything. */
@FunctionalInterface
public interface ConfigurationCheck {

  /**
   * Checks the settings as {@code run} would see them.
   *
   * @param overrides of {@code --set}, key to value, not yet checked
   */
  Report check(Map<String, String> overrides);

  /**
   * What was found, as printable lines.
   *
   * @param settings every setting in force; empty when there are problems
   * @param problems one line each; empty when all is well
   */
  record Report(List<String> settings, List<String> problems) {
    public Report {
      settings = List.copyOf(settings);
      problems = List.copyOf(problems);
    }
  }
}
