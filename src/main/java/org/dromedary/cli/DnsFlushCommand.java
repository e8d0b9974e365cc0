package org.dromedary.cli;

import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

@Command(
    name = "flush",
    description = {"Has the running router forget what it knows of names, so that it asks again."})
final class DnsFlushCommand implements Callable<Integer> {
  @Mixin private final RouterQuestion router;

  @Parameters(arity = "0..1", paramLabel = "NAME", description = "Only of this name.")
  private Optional<String> name = Optional.empty();

  DnsFlushCommand(RunningRouter router) {
    this.router = new RouterQuestion(router);
  }

  @Override
  public Integer call() {
    return router.tell("DELETE", "/dns/cache" + DnsCacheCommand.query(name));
  }
}
