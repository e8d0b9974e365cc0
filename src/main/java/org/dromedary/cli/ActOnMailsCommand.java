package org.dromedary.cli;

import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** An action that needs nothing but mail. */
@Command
final class ActOnMailsCommand implements Callable<Integer> {
  @Mixin private final MailAction action;
  private final String name;

  ActOnMailsCommand(RunningRouter router, String name) {
    this.action = new MailAction(router);
    this.name = name;
  }

  @Override
  public Integer call() {
    return action.act(name, "");
  }
}
