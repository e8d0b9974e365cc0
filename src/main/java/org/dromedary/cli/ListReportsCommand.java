package org.dromedary.cli;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

@Command(name = "list", description = "Lists the reports: which are on, and when they are sent.")
final class ListReportsCommand implements Callable<Integer> {
  @Mixin private final RouterQuestion router;

  ListReportsCommand(RunningRouter router) {
    this.router = new RouterQuestion(router);
  }

  @Override
  public Integer call() {
    return router.ask(
        "GET",
        "/reports",
        "",
        answer -> RouterQuestion.each(answer.path("reports")).flatMap(ListReportsCommand::lines));
  }

  private static Stream<String> lines(JsonNode report) {
    String name = String.format("%-18s", report.path("name").asText());
    return Stream.of(
            report.path("enabled").asBoolean()
                ? name
                    + "next "
                    + report.path("next").asText("never")
                    + " to "
                    + report.path("recipient").asText()
                    + ", "
                    + report.path("waiting").asLong()
                    + " events wait"
                : name + "off")
        .map(Texts::oneLine);
  }
}
