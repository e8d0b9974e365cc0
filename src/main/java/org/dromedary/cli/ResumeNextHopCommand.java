package org.dromedary.cli;

import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

@Command(name = "resume", description = "Ends a suspension; the mail that has waited is sent.")
final class ResumeNextHopCommand implements Callable<Integer> {
  @Mixin private final RouterQuestion router;

  @Parameters(paramLabel = "NEXT-HOP", description = "The name or pattern that was suspended.")
  private String nextHop = "";

  ResumeNextHopCommand(RunningRouter router) {
    this.router = new RouterQuestion(router);
  }

  @Override
  public Integer call() {
    return router.tell(
        "DELETE", "/next-hops/suspensions?next-hop=" + RouterQuestion.encoded(nextHop));
  }
}
