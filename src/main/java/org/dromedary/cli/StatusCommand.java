package org.dromedary.cli;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

@Command(name = "status", description = "Shows how the running router is.")
final class StatusCommand implements Callable<Integer> {
  @Mixin private final RouterQuestion router;

  StatusCommand(RunningRouter router) {
    this.router = new RouterQuestion(router);
  }

  @Override
  public Integer call() {
    return router.ask("GET", "/status", "", StatusCommand::lines);
  }

  private static Stream<String> lines(JsonNode status) {
    List<String> lines = new ArrayList<>();
    lines.add(
        "dromedary "
            + status.path("version").asText()
            + " on "
            + status.path("hostname").asText()
            + ", "
            + status.path("state").asText()
            + " since "
            + status.path("startedAt").asText());
    status
        .path("listeners")
        .properties()
        .forEach(listener -> lines.add(listener.getKey() + " at " + listener.getValue().asText()));
    lines.add(
        status.path("connections").asText()
            + " connections to next hops, "
            + status.path("suspensions").asText()
            + " suspensions");
    List<List<String>> queues = new ArrayList<>(List.of(List.of("QUEUE", "MAILS")));
    status
        .path("queues")
        .properties()
        .forEach(queue -> queues.add(List.of(queue.getKey(), queue.getValue().asText())));
    Texts.table(queues).forEach(lines::add);
    RouterQuestion.each(status.path("problems"))
        .forEach(problem -> lines.add("problem: " + problem.asText()));
    return lines.stream();
  }
}
