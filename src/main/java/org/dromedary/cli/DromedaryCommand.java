package org.dromedary.cli;

import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.HelpCommand;
import picocli.CommandLine.Model.OptionSpec;

/**
 * The command line: {@code run}, {@code config check}, {@code route explain}, {@code dns test},
 * {@code user}, {@code version}, {@code help}.
 */
@Command(
    name = "dromedary",
    description = "A mail router on Apache Camel and ActiveMQ Artemis.",
    synopsisSubcommandLabel = "COMMAND")
public final class DromedaryCommand {
  private final CommandLine commandLine;

  public DromedaryCommand(
      RouterStarter starter, Diagnosis diagnosis, CommandLineUsers users, Output output) {
    CommandLine config = withHelp(new ConfigCommand());
    config.addSubcommand(withHelp(new CheckCommand(diagnosis.configuration())));
    CommandLine route = withHelp(new RouteCommand());
    route.addSubcommand(withHelp(new ExplainRouteCommand(diagnosis.routes())));
    route.addSubcommand(withHelp(new TestRouteCommand(diagnosis.hosts())));
    CommandLine dns = withHelp(new DnsCommand());
    dns.addSubcommand(withHelp(new TestDnsCommand(diagnosis.nameServers())));
    commandLine =
        withHelp(this)
            .addSubcommand(withHelp(new RunCommand(starter)))
            .addSubcommand(config)
            .addSubcommand(route)
            .addSubcommand(dns)
            .addSubcommand(user(users))
            .addSubcommand(withHelp(new VersionCommand()))
            .addSubcommand(new HelpCommand())
            .setOut(output.out())
            .setErr(output.err());
  }

  /**
   * Does what the arguments say.
   *
   * @return an {@link ExitCode}
   */
  public int execute(String... arguments) {
    return commandLine.execute(arguments);
  }

  private static CommandLine user(CommandLineUsers users) {
    return withHelp(new UserCommand())
        .addSubcommand(withHelp(new AddUserCommand(users.administration(), users.passwords())))
        .addSubcommand(withHelp(new RemoveUserCommand(users.administration())))
        .addSubcommand(withHelp(new ListUsersCommand(users.administration())))
        .addSubcommand(
            withHelp(new UserPasswordCommand(users.administration(), users.passwords())));
  }

  private static CommandLine withHelp(Object command) {
    CommandLine commandLine = UserTypes.register(new CommandLine(command));
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
