package org.dromedary.cli;

import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** An action that others may want to know the reason of. */
@Command
final class ReasonedActionCommand implements Callable<Integer> {
  @Mixin private final MailAction action;
  private final String name;

  @Option(names = "--reason", paramLabel = "TEXT", description = "One line.")
  private Optional<String> reason = Optional.empty();

  ReasonedActionCommand(RunningRouter router, String name) {
    this.action = new MailAction(router);
    this.name = name;
  }

  @Override
  public Integer call() {
    return action.act(name, RouterQuestion.parameter("reason", reason));
  }
}
