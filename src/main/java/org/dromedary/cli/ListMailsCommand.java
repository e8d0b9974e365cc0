package org.dromedary.cli;

import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

@Command(name = "list", description = "Lists mail, one entry for each part that goes its own way.")
final class ListMailsCommand implements Callable<Integer> {
  @Mixin private final RouterQuestion router;
  @Mixin private final MailConditions conditions = new MailConditions();

  ListMailsCommand(RunningRouter router) {
    this.router = new RouterQuestion(router);
  }

  @Override
  public Integer call() {
    return router.follow(
        "GET", "/queue?stream=true&" + conditions.query(), mail -> MailText.lines(mail, router));
  }
}
