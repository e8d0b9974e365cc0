package org.dromedary.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.InputStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class DromedaryCommandTest {
  private final StringWriter out = new StringWriter();
  private final StringWriter err = new StringWriter();
  private final List<Map<String, String>> runs = new ArrayList<>();
  private final List<Map<String, String>> checks = new ArrayList<>();
  private ConfigurationCheck.Report report =
      new ConfigurationCheck.Report(List.of("a = 1"), List.of());
  private int exitOfRun = ExitCode.OK;

  private int execute(String... arguments) {
    RouterStarter starter =
        overrides -> {
          runs.add(overrides);
          return exitOfRun;
        };
    ConfigurationCheck check =
        overrides -> {
          checks.add(overrides);
          return report;
        };
    return new DromedaryCommand(
            starter,
            check,
            new CommandLineUsers(
                overrides -> new UserAdministration.Found.Problems(List.of("no users")),
                new StandardInput(InputStream.nullInputStream())),
            new Output(new PrintWriter(out, true), new PrintWriter(err, true)))
        .execute(arguments);
  }

  @Test
  void runsWithEachOverride() {
    int exit = execute("run", "--set", "a=1", "--set=b=c=d", "--set", "empty=");

    assertThat(exit).isEqualTo(ExitCode.OK);
    assertThat(runs).containsExactly(Map.of("a", "1", "b", "c=d", "empty", ""));
  }

  @Test
  void keepsCommasInOneValue() {
    execute("run", "--set", "hosts=a:1,b:2");

    assertThat(runs).containsExactly(Map.of("hosts", "a:1,b:2"));
  }

  @Test
  void exitsAsTheRouterSays() {
    exitOfRun = ExitCode.FAILURE;

    assertThat(execute("run")).isEqualTo(1);
  }

  @Test
  void printsEverySettingOfAGoodConfiguration() {
    assertThat(execute("config", "check", "--set", "k=v")).isZero();

    assertThat(checks).containsExactly(Map.of("k", "v"));
    assertThat(out.toString().lines()).containsExactly("a = 1", "no problems");
    assertThat(err.toString()).isEmpty();
  }

  @Test
  void printsEveryProblemOnStandardError() {
    report = new ConfigurationCheck.Report(List.of(), List.of("first", "second"));

    assertThat(execute("config", "check")).isEqualTo(2);

    assertThat(err.toString().lines()).containsExactly("first", "second", "problems: 2");
    assertThat(out.toString()).isEmpty();
  }

  @Test
  void printsItsVersion() {
    assertThat(execute("version")).isZero();

    assertThat(out.toString()).startsWith("dromedary ").contains("Java");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "fly",
        "config",
        "user",
        "user add",
        "user list x",
        "user password",
        "run --set",
        "run --set novalue",
        "run now",
        "config check x"
      })
  void refusesWrongArgumentsWithUsage(String line) {
    String[] arguments = line.isEmpty() ? new String[0] : line.split(" ", -1);

    assertThat(execute(arguments)).isEqualTo(ExitCode.USAGE);

    assertThat(err.toString()).contains("Usage: dromedary");
    assertThat(runs).isEmpty();
    assertThat(checks).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "help",
        "--help",
        "run -h",
        "help run",
        "config check --help",
        "user -h",
        "user add --help",
        "version -h"
      })
  void showsHelp(String line) {
    assertThat(execute(line.split(" ", -1))).isZero();

    assertThat(out.toString()).contains("Usage: dromedary");
    assertThat(runs).isEmpty();
  }
}
