package org.dromedary.cli;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

@Command(name = "list", description = "Counts the mail for each next hop, and shows how it is.")
final class ListNextHopsCommand implements Callable<Integer> {
  private static final List<String> HEADS =
      List.of("NEXT HOP", "MAILS", "ACTIVE", "WAIT", "DEFERRED", "OLDEST", "CONN", "LIMIT");

  @Mixin private final RouterQuestion router;
  @Mixin private final MailConditions conditions = new MailConditions();

  ListNextHopsCommand(RunningRouter router) {
    this.router = new RouterQuestion(router);
  }

  @Override
  public Integer call() {
    return router.ask("GET", "/next-hops?" + conditions.query(), "", ListNextHopsCommand::lines);
  }

  private static Stream<String> lines(JsonNode answer) {
    List<List<String>> rows = new ArrayList<>(List.of(HEADS));
    RouterQuestion.each(answer.path("nextHops")).forEach(hop -> rows.add(row(hop)));
    Stream.Builder<String> notes = Stream.builder();
    RouterQuestion.each(answer.path("nextHops")).forEach(hop -> note(hop, notes));
    return Stream.concat(Texts.table(rows), notes.build());
  }

  private static List<String> row(JsonNode hop) {
    JsonNode states = hop.path("states");
    return List.of(
        name(hop),
        hop.path("mails").asText(),
        states.path("active").asText("0"),
        Long.toString(states.path("ready").asLong() + states.path("routed").asLong()),
        Long.toString(states.path("deferred").asLong() + states.path("delayed").asLong()),
        hop.has("oldestSeconds") ? Texts.age(hop.path("oldestSeconds").asLong()) : "-",
        hop.path("connections").asText("0"),
        hop.path("limit").asText("-"));
  }

  static String name(JsonNode hop) {
    String name = hop.path("nextHop").asText();
    return name.isEmpty() ? "(none)" : name;
  }

  private static void note(JsonNode hop, Stream.Builder<String> notes) {
    if (hop.has("suspended")) {
      JsonNode suspended = hop.path("suspended");
      notes.add(
          name(hop)
              + ": suspended by "
              + suspended.path("by").asText()
              + (suspended.path("reason").asText().isEmpty()
                  ? ""
                  : ": " + suspended.path("reason").asText())
              + (suspended.has("until") ? ", until " + suspended.path("until").asText() : ""));
    }
    if (hop.has("closedBecause")) {
      notes.add(
          name(hop)
              + ": not tried until "
              + hop.path("closedUntil").asText()
              + ": "
              + hop.path("closedBecause").asText());
    } else if (hop.has("lastReply")) {
      notes.add(name(hop) + ": " + hop.path("lastReply").asText());
    }
    if (hop.has("nextAttemptAt")) {
      notes.add(name(hop) + ": next attempt at " + hop.path("nextAttemptAt").asText());
    }
  }
}
