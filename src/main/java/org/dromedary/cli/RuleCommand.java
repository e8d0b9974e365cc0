package org.dromedary.cli;

import picocli.CommandLine.Command;

@Command(
    name = "rule",
    description = "Changes the routing table of the running router.",
    synopsisSubcommandLabel = "COMMAND")
final class RuleCommand {}
