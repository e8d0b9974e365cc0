package org.dromedary.cli;

import picocli.CommandLine;
import picocli.CommandLine.Command;

@Command(
    name = "archive",
    description = "Looks into the archive of the running router; each look is recorded.",
    synopsisSubcommandLabel = "COMMAND")
final class ArchiveCommand {

  /** With all that can be done. */
  static CommandLine of(RunningRouter router) {
    return DromedaryCommand.withHelp(new ArchiveCommand())
        .addSubcommand(DromedaryCommand.withHelp(new ListArchiveCommand(router)))
        .addSubcommand(DromedaryCommand.withHelp(new ShowArchivedMailCommand(router)));
  }
}
