package org.dromedary.cli;

import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

@Command(name = "show", description = "Prints the octets of one mail.")
final class ShowArchivedMailCommand implements Callable<Integer> {
  @Mixin private final RouterQuestion router;

  @Parameters(paramLabel = "ID", description = "As archive list prints it.")
  private String id = "";

  ShowArchivedMailCommand(RunningRouter router) {
    this.router = new RouterQuestion(router);
  }

  @Override
  public Integer call() {
    return router.copy("GET", "/archive/" + RouterQuestion.encoded(id));
  }
}
