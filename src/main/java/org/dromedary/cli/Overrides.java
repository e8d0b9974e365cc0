package org.dromedary.cli;

import java.util.LinkedHashMap;
import java.util.Map;
import picocli.CommandLine.Option;

/** The repeatable option {@code --set key=value}. */
final class Overrides {
  @Option(
      names = "--set",
      paramLabel = "KEY=VALUE",
      description = {
        "Sets a value for this run, over application.properties and the environment.",
        "May be repeated: --set dromedary.smtp.port=2626"
      })
  private final Map<String, String> values = new LinkedHashMap<>();

  Map<String, String> values() {
    return Map.copyOf(values);
  }
}
