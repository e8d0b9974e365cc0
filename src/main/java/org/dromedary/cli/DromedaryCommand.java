package org.dromedary.cli;

import java.io.PrintWriter;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.HelpCommand;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.ScopeType;

/** The command line: {@code run}, {@code config check}, {@code version}, {@code help}. */
@Command(
    name = "dromedary",
    description = "A mail router on Apache Camel and ActiveMQ Artemis.",
    synopsisSubcommandLabel = "COMMAND")
public final class DromedaryCommand {
  private final CommandLine commandLine;

  /**
   * @param out receives what was asked for
   * @param err receives what went wrong
   */
  public DromedaryCommand(
      RouterStarter starter, ConfigurationCheck check, PrintWriter out, PrintWriter err) {
    commandLine = new CommandLine(this);
    commandLine.getCommandSpec().addOption(help());
    commandLine
        .addSubcommand(new RunCommand(starter))
        .addSubcommand(new CommandLine(new ConfigCommand()).addSubcommand(new CheckCommand(check)))
        .addSubcommand(new VersionCommand())
        .addSubcommand(new HelpCommand())
        .setOut(out)
        .setErr(err);
  }

  /**
   * Does what the arguments say.
   *
   * @return an {@link ExitCode}
   */
  public int execute(String... arguments) {
    return commandLine.execute(arguments);
  }

  private static OptionSpec help() {
    return OptionSpec.builder("-h", "--help")
        .description("Shows this help.")
        .usageHelp(true)
        .scopeType(ScopeType.INHERIT)
        .build();
  }
}
