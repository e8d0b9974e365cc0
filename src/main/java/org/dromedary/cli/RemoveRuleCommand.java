package org.dromedary.cli;

import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

@Command(
    name = "remove",
    description = {"Removes a rule that was added to the running router."})
final class RemoveRuleCommand implements Callable<Integer> {
  @Mixin private final RouterQuestion router;

  @Parameters(paramLabel = "NAME", description = "Of the rule.")
  private String name = "";

  RemoveRuleCommand(RunningRouter router) {
    this.router = new RouterQuestion(router);
  }

  @Override
  public Integer call() {
    return router.tell("DELETE", "/rules/" + RouterQuestion.encoded(name));
  }
}
