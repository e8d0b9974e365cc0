package org.dromedary.cli;

import picocli.CommandLine.Command;

@Command(
    name = "user",
    description = {
      "Adds, removes and lists the users in the files of dromedary.users-directory.",
      "A running router sees a change at the next login."
    },
    synopsisSubcommandLabel = "COMMAND")
final class UserCommand {}
