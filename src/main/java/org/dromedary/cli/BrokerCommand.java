package org.dromedary.cli;

import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

@Command(
    name = "broker",
    description = {
      "Runs a broker in the foreground, without a router, until it is told to stop (Ctrl-C, SIGTERM).",
      "Routers of other processes keep their mail there: see dromedary.broker.url."
    })
final class BrokerCommand implements Callable<Integer> {
  @Mixin private final Overrides overrides = new Overrides();
  private final RouterStarter starter;

  BrokerCommand(RouterStarter starter) {
    this.starter = starter;
  }

  @Override
  public Integer call() {
    return starter.run(overrides.values());
  }
}
