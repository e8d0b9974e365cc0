package org.dromedary.cli;

import picocli.CommandLine.Command;

@Command(
    name = "dns",
    description = "Looks at what the name servers say.",
    synopsisSubcommandLabel = "COMMAND")
final class DnsCommand {}
