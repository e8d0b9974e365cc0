package org.dromedary.cli;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

@Command(
    name = "servers",
    description = {"Says how the name servers have answered the running router since its start."})
final class DnsServersCommand implements Callable<Integer> {
  @Mixin private final RouterQuestion router;

  DnsServersCommand(RunningRouter router) {
    this.router = new RouterQuestion(router);
  }

  @Override
  public Integer call() {
    return router.ask("GET", "/dns/servers", "", DnsServersCommand::lines);
  }

  private static Stream<String> lines(JsonNode answer) {
    return RouterQuestion.each(answer.path("servers"))
        .map(
            server ->
                "%s  %s, %d queries (%.0f %%), %d timeouts, %d failures, %d ms"
                    .formatted(
                        server.path("server").asText(),
                        server.path("healthy").asBoolean() ? "answers" : "does not answer",
                        server.path("queries").asLong(),
                        100 * server.path("share").asDouble(),
                        server.path("timeouts").asLong(),
                        server.path("failures").asLong(),
                        server.path("milliseconds").asLong()));
  }
}
