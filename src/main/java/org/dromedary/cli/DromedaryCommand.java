package org.dromedary.cli;

import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.HelpCommand;
import picocli.CommandLine.Model.OptionSpec;

/**
 * The command line: {@code run}, {@code broker}, {@code status}, {@code queue}, {@code next-hop},
 * {@code config check}, {@code route}, {@code rule}, {@code dns}, {@code user} and so on.
 */
@Command(
    name = "dromedary",
    description = "A mail router on Apache Camel and ActiveMQ Artemis.",
    synopsisSubcommandLabel = "COMMAND")
public final class DromedaryCommand {
  private final CommandLine commandLine;

  /**
   * @param starter runs a router
   * @param brokerStarter runs a broker
   */
  public DromedaryCommand(
      RouterStarter starter,
      RouterStarter brokerStarter,
      Diagnosis diagnosis,
      RunningRouter router,
      CommandLineUsers users,
      Output output) {
    CommandLine config = withHelp(new ConfigCommand());
    config.addSubcommand(withHelp(new CheckCommand(diagnosis.configuration())));
    CommandLine route = withHelp(new RouteCommand());
    route.addSubcommand(withHelp(new ExplainRouteCommand(diagnosis.routes())));
    route.addSubcommand(withHelp(new TestRouteCommand(diagnosis.hosts())));
    CommandLine dns = withHelp(new DnsCommand());
    dns.addSubcommand(withHelp(new TestDnsCommand(diagnosis.nameServers())));
    dns.addSubcommand(withHelp(new DnsServersCommand(router)));
    dns.addSubcommand(withHelp(new DnsCacheCommand(router)));
    dns.addSubcommand(withHelp(new DnsFlushCommand(router)));
    CommandLine rule = withHelp(new RuleCommand());
    rule.addSubcommand(withHelp(new AddRuleCommand(router)));
    rule.addSubcommand(withHelp(new ListRulesCommand(router)));
    rule.addSubcommand(withHelp(new RemoveRuleCommand(router)));
    commandLine =
        withHelp(this)
            .addSubcommand(withHelp(new RunCommand(starter)))
            .addSubcommand(withHelp(new BrokerCommand(brokerStarter)))
            .addSubcommand(config)
            .addSubcommand(withHelp(new StatusCommand(router)))
            .addSubcommand(QueueCommand.of(router))
            .addSubcommand(ArchiveCommand.of(router))
            .addSubcommand(ListCommand.of(router))
            .addSubcommand(NextHopCommand.of(router))
            .addSubcommand(withHelp(new TrackCommand(router)))
            .addSubcommand(ReportCommand.of(router))
            .addSubcommand(route)
            .addSubcommand(rule)
            .addSubcommand(dns)
            .addSubcommand(user(users))
            .addSubcommand(withHelp(new DrainCommand(router)))
            .addSubcommand(withHelp(new CompletionCommand()))
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

  static CommandLine withHelp(Object command) {
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
