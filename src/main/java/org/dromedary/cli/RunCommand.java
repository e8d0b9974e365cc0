package org.dromedary.cli;

import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

@Command(
    name = "run",
    description = "Runs the router in the foreground until it is told to stop (Ctrl-C, SIGTERM).")
final class RunCommand implements Callable<Integer> {
  @Mixin private final Overrides overrides = new Overrides();
  private final RouterStarter starter;

  RunCommand(RouterStarter starter) {
    this.starter = starter;
  }

  @Override
  public Integer call() {
    return starter.run(overrides.values());
  }
}
