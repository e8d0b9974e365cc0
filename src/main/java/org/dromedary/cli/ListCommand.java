package org.dromedary.cli;

import picocli.CommandLine;
import picocli.CommandLine.Command;

@Command(
    name = "list",
    description = "Shows mailing lists of the running router, and changes who is a member.",
    synopsisSubcommandLabel = "COMMAND")
final class ListCommand {
  static CommandLine of(RunningRouter router) {
    return DromedaryCommand.withHelp(new ListCommand())
        .addSubcommand(DromedaryCommand.withHelp(new ShowListCommand(router)))
        .addSubcommand(DromedaryCommand.withHelp(new AddMemberCommand(router)))
        .addSubcommand(DromedaryCommand.withHelp(new RemoveMemberCommand(router)));
  }
}
