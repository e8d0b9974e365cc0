package org.dromedary.cli;

import picocli.CommandLine.Command;

@Command(
    name = "route",
    description = "Looks at the ways that mail goes.",
    synopsisSubcommandLabel = "COMMAND")
final class RouteCommand {}
