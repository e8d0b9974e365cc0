package org.dromedary.cli;

import picocli.CommandLine;
import picocli.CommandLine.Command;

@Command(
    name = "next-hop",
    description = "Looks at the next hops of the running router, suspends and resumes them.",
    synopsisSubcommandLabel = "COMMAND")
final class NextHopCommand {

  /** With all that can be done. */
  static CommandLine of(RunningRouter router) {
    return DromedaryCommand.withHelp(new NextHopCommand())
        .addSubcommand(DromedaryCommand.withHelp(new ListNextHopsCommand(router)))
        .addSubcommand(DromedaryCommand.withHelp(new NextHopAgesCommand(router)))
        .addSubcommand(DromedaryCommand.withHelp(new SuspendNextHopCommand(router)))
        .addSubcommand(DromedaryCommand.withHelp(new ResumeNextHopCommand(router)));
  }
}
