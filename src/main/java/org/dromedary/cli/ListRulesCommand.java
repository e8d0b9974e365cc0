package org.dromedary.cli;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

@Command(
    name = "list",
    description = {
      "Lists the rules that were added to the running router, the first one asked first."
    })
final class ListRulesCommand implements Callable<Integer> {
  @Mixin private final RouterQuestion router;

  ListRulesCommand(RunningRouter router) {
    this.router = new RouterQuestion(router);
  }

  @Override
  public Integer call() {
    return router.ask("GET", "/rules", "", ListRulesCommand::lines);
  }

  private static Stream<String> lines(JsonNode answer) {
    return RouterQuestion.each(answer.path("rules"))
        .map(
            rule ->
                rule.path("name").asText()
                    + (rule.has("until") ? " until " + rule.get("until").asText() : "")
                    + "  "
                    + rule.path("rule").asText().replaceAll("\\s+", " "));
  }
}
