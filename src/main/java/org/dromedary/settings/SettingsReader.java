package org.dromedary.settings;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;

/**
 * Reads all sources of settings. It holds no state between reads and may be used by any thread.
 *
 * <p>Reading touches the disk: the file is read, and the data directory is probed by writing a file
 * to it (or to its nearest parent that exists) and deleting it again. No directory is created.
 */
public final class SettingsReader {
  private static final String FILE_NAME = "application.properties";

  private final Path home;
  private final Map<String, String> environment;
  private final Supplier<String> machineName;

  /**
   * @param home the directory of the launcher: relative paths start here, and {@code
   *     application.properties} is here
   * @param environment as of the process; variables without our prefix are ignored
   */
  public SettingsReader(Path home, Map<String, String> environment) {
    this(home, environment, MachineName::ofSystem);
  }

  SettingsReader(Path home, Map<String, String> environment, Supplier<String> machineName) {
    this.home = home.toAbsolutePath();
    this.environment = Map.copyOf(environment);
    this.machineName = machineName;
  }

  /**
   * Reads and checks everything anew.
   *
   * @param overrides of {@code --set}, key to value
   */
  public SettingsResult read(Map<String, String> overrides) {
    List<SettingsProblem> problems = new ArrayList<>();
    Assignments assignments = new Assignments(problems);
    assignments.addFile(new PropertiesFile(home.resolve(FILE_NAME), problems).read());
    assignments.addEnvironment(environment);
    assignments.addOverrides(overrides);
    CheckedValues values = new CheckedValues(assignments, problems);
    Settings settings = new SettingsAssembly(values, home, new MachineName(machineName)).assemble();
    return problems.isEmpty()
        ? new SettingsResult.Valid(settings, values.effective())
        : new SettingsResult.Invalid(problems);
  }
}
