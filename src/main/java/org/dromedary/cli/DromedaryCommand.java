package org.dromedary.cli;

import java.io.PrintWriter;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.HelpCommand;
import picocli.CommandLine.Model.OptionSpec;

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
    CommandLine config = withHelp(new ConfigCommand());
    config.addSubcommand(withHelp(new CheckCommand(check)));
    commandLine =
        withHelp(this)
            .addSubcommand(withHelp(new RunCommand(starter)))
            .addSubcommand(config)
            .addSubcommand(withHelp(new VersionCommand()))
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

  private static CommandLine withHelp(Object command) {
    CommandLine commandLine = new CommandLine(command);
    commandLine
        .getCommandSpec()
        .addOption(
            OptionSpec.builder("-h", "--help")
                .description("Shows this help.")
                .usageHelp(true)
                .build());
    return commandLine;
  }
}
