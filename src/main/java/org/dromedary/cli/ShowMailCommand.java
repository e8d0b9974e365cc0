package org.dromedary.cli;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(name = "show", description = "Shows one mail with its history and its header section.")
final class ShowMailCommand implements Callable<Integer> {
  @Mixin private final RouterQuestion router;

  @Parameters(paramLabel = "ID", description = "The queue id.")
  private String id = "";

  @Option(
      names = "--content",
      description = "Prints the octets of the mail instead; this is recorded.")
  private boolean content;

  ShowMailCommand(RunningRouter router) {
    this.router = new RouterQuestion(router);
  }

  @Override
  public Integer call() {
    String path = "/queue/" + RouterQuestion.encoded(id);
    return content
        ? router.copy("GET", path + "/content")
        : router.ask("GET", path, "", this::lines);
  }

  private Stream<String> lines(JsonNode answer) {
    return Stream.of(
            RouterQuestion.each(answer.path("parts")).flatMap(part -> MailText.lines(part, router)),
            Stream.of(""),
            HistoryText.lines(answer.path("history")),
            Stream.of(""),
            answer.path("header").asText().lines().map(Texts::oneLine))
        .flatMap(lines -> lines);
  }
}
