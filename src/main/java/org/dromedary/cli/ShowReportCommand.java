package org.dromedary.cli;

import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

@Command(
    name = "show",
    description = "Shows the text of a report as it would be sent now; nothing is sent.")
final class ShowReportCommand implements Callable<Integer> {
  @Mixin private final RouterQuestion router;

  @Parameters(paramLabel = "NAME", description = "Such as delivery-failures.")
  private String name = "";

  ShowReportCommand(RunningRouter router) {
    this.router = new RouterQuestion(router);
  }

  @Override
  public Integer call() {
    return router.copy("GET", "/reports/" + RouterQuestion.encoded(name) + "?format=text");
  }
}
