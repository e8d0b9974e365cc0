package org.dromedary.cli;

import picocli.CommandLine.Command;

@Command(
    name = "config",
    description = "Looks at the settings.",
    synopsisSubcommandLabel = "COMMAND")
final class ConfigCommand {}
