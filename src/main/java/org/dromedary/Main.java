package org.dromedary;

import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.dromedary.cli.ConfigurationCheck;
import org.dromedary.cli.DromedaryCommand;
import org.dromedary.cli.ExitCode;
import org.dromedary.settings.EffectiveValue;
import org.dromedary.settings.SettingsProblem;
import org.dromedary.settings.SettingsReader;
import org.dromedary.settings.SettingsResult;

/** Starts the command line with what it needs; its working directory does not matter. */
public final class Main {
  private final SettingsReader reader;
  private final PrintWriter out;
  private final PrintWriter err;

  Main(SettingsReader reader, PrintWriter out, PrintWriter err) {
    this.reader = reader;
    this.out = out;
    this.err = err;
  }

  public static void main(String[] arguments) {
    Path home = Path.of(System.getProperty("dromedary.home", "."));
    Main main =
        new Main(
            new SettingsReader(home, System.getenv()),
            new PrintWriter(System.out, true, System.out.charset()),
            new PrintWriter(System.err, true, System.err.charset()));
    System.exit(main.execute(arguments));
  }

  int execute(String... arguments) {
    return new DromedaryCommand(this::run, this::check, out, err).execute(arguments);
  }

  private int run(Map<String, String> overrides) {
    return switch (reader.read(overrides)) {
      case SettingsResult.Invalid invalid -> {
        invalid.problems().forEach(problem -> err.println(problem.line()));
        yield ExitCode.USAGE;
      }
      case SettingsResult.Valid valid -> {
        valid.effective().forEach(value -> out.println(value.line()));
        err.println("the settings are good, but this build has no router to start yet");
        yield ExitCode.USAGE;
      }
    };
  }

  private ConfigurationCheck.Report check(Map<String, String> overrides) {
    return switch (reader.read(overrides)) {
      case SettingsResult.Invalid invalid ->
          new ConfigurationCheck.Report(
              List.of(), invalid.problems().stream().map(SettingsProblem::line).toList());
      case SettingsResult.Valid valid ->
          new ConfigurationCheck.Report(
              valid.effective().stream().map(EffectiveValue::line).toList(), List.of());
    };
  }
}
