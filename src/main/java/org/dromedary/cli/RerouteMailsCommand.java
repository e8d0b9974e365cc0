package org.dromedary.cli;

import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

@Command(
    name = "reroute",
    description = "Routes mail again by the rules as they are, also to others or from another.")
final class RerouteMailsCommand implements Callable<Integer> {
  @Mixin private final MailAction action;

  @Option(names = "--to", paramLabel = "ADDRESS", description = "A recipient instead of all.")
  private List<String> recipients = List.of();

  @Option(
      names = "--reverse-path",
      paramLabel = "ADDRESS",
      description = "Another sender; empty for none.")
  private Optional<String> sender = Optional.empty();

  RerouteMailsCommand(RunningRouter router) {
    this.action = new MailAction(router);
  }

  @Override
  public Integer call() {
    String to =
        recipients.stream()
            .map(address -> "&to=" + RouterQuestion.encoded(address))
            .collect(Collectors.joining());
    return action.act("reroute", RouterQuestion.parameter("reverse-path", sender) + to);
  }
}
