package org.dromedary.cli;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

@Command(name = "list", description = "Lists archived mail, the newest first.")
final class ListArchiveCommand implements Callable<Integer> {
  @Mixin private final RouterQuestion router;
  private final List<String> query = new ArrayList<>();

  ListArchiveCommand(RunningRouter router) {
    this.router = new RouterQuestion(router);
  }

  @Option(
      names = "--since",
      paramLabel = "TIME",
      description = "2026-01-31 or 2026-01-31T12:00:00Z.")
  void since(String time) {
    add("since", time);
  }

  @Option(names = "--until", paramLabel = "TIME", description = "Before this time.")
  void until(String time) {
    add("until", time);
  }

  @Option(
      names = "--sender",
      paramLabel = "PATTERN",
      description = "The reverse path: an address or a domain, with * and ?; <> for notices.")
  void sender(String pattern) {
    add("sender", pattern);
  }

  @Option(
      names = "--recipient",
      paramLabel = "PATTERN",
      description = "One recipient of the envelope, blind copies included.")
  void recipient(String pattern) {
    add("recipient", pattern);
  }

  @Option(names = "--subject", paramLabel = "TEXT", description = "A part of the subject.")
  void subject(String text) {
    add("subject", text);
  }

  @Option(names = "--header", paramLabel = "NAME:TEXT", description = "A part of a header field.")
  void header(String text) {
    add("header", text);
  }

  @Option(names = "--limit", paramLabel = "N", description = "How many; 100 if not given.")
  void limit(int limit) {
    add("limit", Integer.toString(limit));
  }

  @Option(names = "--after", paramLabel = "ID", description = "The page behind this mail.")
  void after(String id) {
    add("after", id);
  }

  private void add(String name, String value) {
    query.add(name + "=" + RouterQuestion.encoded(value));
  }

  @Override
  public Integer call() {
    return router.ask("GET", "/archive?" + String.join("&", query), "", ListArchiveCommand::lines);
  }

  private static Stream<String> lines(JsonNode answer) {
    return Stream.concat(
        RouterQuestion.each(answer.path("mails")).flatMap(ListArchiveCommand::mail),
        answer.has("next")
            ? Stream.of("more: --after " + answer.path("next").asText())
            : Stream.empty());
  }

  private static Stream<String> mail(JsonNode mail) {
    String recipients =
        RouterQuestion.each(mail.path("recipients"))
            .map(JsonNode::asText)
            .collect(Collectors.joining(", "));
    return Stream.of(
            mail.path("id").asText(),
            "    "
                + mail.path("arrivedAt").asText()
                + " "
                + Texts.size(mail.path("size").asLong())
                + "  <"
                + mail.path("sender").asText()
                + "> -> "
                + recipients,
            "    " + mail.path("subject").asText())
        .map(Texts::oneLine);
  }
}
