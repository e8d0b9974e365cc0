package org.dromedary.cli;

import picocli.CommandLine;
import picocli.CommandLine.Command;

@Command(
    name = "report",
    description = "Shows and sends the reports of the running router.",
    synopsisSubcommandLabel = "COMMAND")
final class ReportCommand {

  /** With all that can be done. */
  static CommandLine of(RunningRouter router) {
    return DromedaryCommand.withHelp(new ReportCommand())
        .addSubcommand(DromedaryCommand.withHelp(new ListReportsCommand(router)))
        .addSubcommand(DromedaryCommand.withHelp(new ShowReportCommand(router)))
        .addSubcommand(DromedaryCommand.withHelp(new SendReportCommand(router)));
  }
}
