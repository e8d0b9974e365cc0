package org.dromedary.cli;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

@Command(
    name = "cache",
    description = {"Lists what the running router knows of names and need not ask again yet."})
final class DnsCacheCommand implements Callable<Integer> {
  @Mixin private final RouterQuestion router;

  @Parameters(arity = "0..1", paramLabel = "NAME", description = "Only this name.")
  private Optional<String> name = Optional.empty();

  DnsCacheCommand(RunningRouter router) {
    this.router = new RouterQuestion(router);
  }

  @Override
  public Integer call() {
    return router.ask("GET", "/dns/cache" + query(name), "", DnsCacheCommand::lines);
  }

  static String query(Optional<String> name) {
    return name.map(text -> "?name=" + RouterQuestion.encoded(text)).orElse("");
  }

  private static Stream<String> lines(JsonNode answer) {
    return RouterQuestion.each(answer.path("answers"))
        .map(
            known ->
                known.path("name").asText()
                    + " "
                    + known.path("type").asText()
                    + " until "
                    + known.path("until").asText()
                    + "  "
                    + (known.path("values").isEmpty()
                        ? "none"
                        : RouterQuestion.each(known.path("values"))
                            .map(JsonNode::asText)
                            .collect(Collectors.joining(", "))));
  }
}
