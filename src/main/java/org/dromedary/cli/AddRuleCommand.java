package org.dromedary.cli;

import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(
    name = "add",
    description = {
      "Adds a rule to the running router, before all others and in place of one of the same name.",
      "It stays over restarts, until its time is over or it is removed."
    })
final class AddRuleCommand implements Callable<Integer> {
  @Mixin private final RouterQuestion router;

  @Option(
      names = "--ttl",
      paramLabel = "TIME",
      description = "How long it stays, such as 30m or 2h; for ever if not given.")
  private Optional<String> timeToLive = Optional.empty();

  @Parameters(
      paramLabel = "RULE",
      description = "As in routing-table.yaml: '{name: moved, recipient: a.example, action: mx}'")
  private String rule = "";

  AddRuleCommand(RunningRouter router) {
    this.router = new RouterQuestion(router);
  }

  @Override
  public Integer call() {
    String query = timeToLive.map(ttl -> "?ttl=" + RouterQuestion.encoded(ttl)).orElse("");
    return router.ask(
        "POST",
        "/rules" + query,
        rule,
        answer -> Stream.of("rule " + answer.path("name").asText() + " is in force"));
  }
}
