package org.dromedary.cli;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

@Command(
    name = "ages",
    description = "Counts the mail for each next hop by its age in minutes, as qshape does.")
final class NextHopAgesCommand implements Callable<Integer> {
  @Mixin private final RouterQuestion router;
  @Mixin private final MailConditions conditions = new MailConditions();

  NextHopAgesCommand(RunningRouter router) {
    this.router = new RouterQuestion(router);
  }

  @Override
  public Integer call() {
    return router.ask("GET", "/next-hops?" + conditions.query(), "", NextHopAgesCommand::lines);
  }

  private static Stream<String> lines(JsonNode answer) {
    List<String> heads = new ArrayList<>(List.of("", "T"));
    RouterQuestion.each(answer.path("agesMinutes")).forEach(age -> heads.add(age.asText()));
    heads.add(heads.getLast() + "+");
    List<List<String>> rows = new ArrayList<>(List.of(heads));
    long[] totals = new long[heads.size()];
    List<List<String>> hops = new ArrayList<>();
    for (JsonNode hop : answer.path("nextHops")) {
      List<String> row = new ArrayList<>(List.of(ListNextHopsCommand.name(hop)));
      row.add(hop.path("mails").asText());
      totals[1] += hop.path("mails").asLong();
      for (JsonNode count : hop.path("ages")) {
        totals[row.size()] += count.asLong();
        row.add(count.asText());
      }
      hops.add(row);
    }
    List<String> total = new ArrayList<>(List.of("TOTAL"));
    for (int i = 1; i < totals.length; i++) {
      total.add(Long.toString(totals[i]));
    }
    rows.add(total);
    rows.addAll(hops);
    return Texts.table(rows);
  }
}
