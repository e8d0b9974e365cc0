package org.dromedary.cli;

import picocli.CommandLine;
import picocli.CommandLine.Command;

@Command(
    name = "queue",
    description = "Looks at the mail on the queues of the running router, and acts on it.",
    synopsisSubcommandLabel = "COMMAND")
final class QueueCommand {

  /** With all that can be done. */
  static CommandLine of(RunningRouter router) {
    return DromedaryCommand.withHelp(new QueueCommand())
        .addSubcommand(DromedaryCommand.withHelp(new ListMailsCommand(router)))
        .addSubcommand(DromedaryCommand.withHelp(new ShowMailCommand(router)))
        .addSubcommand(
            action(router, "retry", "Tries deferred mail now; parked mail goes back to its queue."))
        .addSubcommand(reasoned(router, "hold", "Keeps mail back until it is released."))
        .addSubcommand(action(router, "release", "Has mail go on that was held by hand."))
        .addSubcommand(DromedaryCommand.withHelp(new RerouteMailsCommand(router)))
        .addSubcommand(action(router, "delete", "Deletes mail; nobody is told."))
        .addSubcommand(
            action(router, "expire", "Gives mail up as at the end of its lifetime; tells senders."))
        .addSubcommand(reasoned(router, "bounce", "Returns mail to its senders, with the reason."));
  }

  private static CommandLine action(RunningRouter router, String name, String description) {
    return named(new ActOnMailsCommand(router, name), name, description);
  }

  private static CommandLine reasoned(RunningRouter router, String name, String description) {
    return named(new ReasonedActionCommand(router, name), name, description);
  }

  private static CommandLine named(Object command, String name, String description) {
    CommandLine line = DromedaryCommand.withHelp(command);
    line.setCommandName(name);
    line.getCommandSpec().usageMessage().description(description);
    return line;
  }
}
