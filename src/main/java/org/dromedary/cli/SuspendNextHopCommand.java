package org.dromedary.cli;

import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(
    name = "suspend",
    description = "Sends nothing to a next hop; mail for it waits, and none is returned.")
final class SuspendNextHopCommand implements Callable<Integer> {
  @Mixin private final RouterQuestion router;

  @Parameters(paramLabel = "NEXT-HOP", description = "Its name, or a pattern with * and ?.")
  private String nextHop = "";

  @Option(names = "--reason", paramLabel = "TEXT", description = "One line.")
  private Optional<String> reason = Optional.empty();

  @Option(names = "--for", paramLabel = "TIME", description = "Such as 2h; else until resumed.")
  private Optional<String> time = Optional.empty();

  SuspendNextHopCommand(RunningRouter router) {
    this.router = new RouterQuestion(router);
  }

  @Override
  public Integer call() {
    return router.tell(
        "POST",
        "/next-hops/suspensions?next-hop="
            + RouterQuestion.encoded(nextHop)
            + RouterQuestion.parameter("reason", reason)
            + RouterQuestion.parameter("for", time));
  }
}
