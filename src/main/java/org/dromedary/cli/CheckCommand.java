package org.dromedary.cli;

import java.io.PrintWriter;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

@Command(
    name = "check",
    description = "Lists every problem of the settings at once, or the settings in force.")
final class CheckCommand implements Callable<Integer> {
  @Spec private CommandSpec spec = CommandSpec.create();
  @Mixin private final Overrides overrides = new Overrides();
  private final ConfigurationCheck check;

  CheckCommand(ConfigurationCheck check) {
    this.check = check;
  }

  @Override
  public Integer call() {
    ConfigurationCheck.Report report = check.check(overrides.values());
    if (!report.problems().isEmpty()) {
      PrintWriter err = spec.commandLine().getErr();
      report.problems().forEach(err::println);
      err.println("problems: " + report.problems().size());
      return ExitCode.USAGE;
    }
    PrintWriter out = spec.commandLine().getOut();
    report.settings().forEach(out::println);
    out.println("no problems");
    return ExitCode.OK;
  }
}
