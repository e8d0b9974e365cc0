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
    name = "show",
    description = {"Shows all mailing lists, or one and its members."})
final class ShowListCommand implements Callable<Integer> {
  @Mixin private final RouterQuestion router;

  @Parameters(paramLabel = "LIST", arity = "0..1", description = "The address of a list.")
  private Optional<String> list = Optional.empty();

  ShowListCommand(RunningRouter router) {
    this.router = new RouterQuestion(router);
  }

  @Override
  public Integer call() {
    return list.isPresent()
        ? router.ask(
            "GET", "/lists/" + RouterQuestion.encoded(list.get()), "", ShowListCommand::members)
        : router.ask(
            "GET",
            "/lists",
            "",
            answer -> RouterQuestion.each(answer.path("lists")).map(ShowListCommand::summary));
  }

  private static String summary(JsonNode list) {
    return list.path("address").asText()
        + "  owner "
        + list.path("owner").asText()
        + ", posting "
        + list.path("posting").asText()
        + ", subscription "
        + list.path("subscription").asText()
        + (list.has("description") ? "  " + list.path("description").asText() : "");
  }

  private static Stream<String> members(JsonNode list) {
    return Stream.concat(
        Stream.of(summary(list)),
        RouterQuestion.each(list.path("members")).map(ShowListCommand::member));
  }

  private static String member(JsonNode member) {
    String days =
        RouterQuestion.each(member.path("bounces"))
            .map(JsonNode::asText)
            .collect(Collectors.joining(", "));
    return member.path("address").asText()
        + (member.has("disabled") ? "  disabled since " + member.path("disabled").asText() : "")
        + (days.isEmpty() ? "" : "  mail came back " + days);
  }
}
