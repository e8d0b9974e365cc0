package org.dromedary.cli;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

@Command(
    name = "drain",
    description = {
      "Has the running router take no new mail, and waits until what it has is delivered or",
      "deferred; then it can be stopped. It takes mail again when it is started again."
    })
final class DrainCommand implements Callable<Integer> {
  private static final List<String> BUSY = List.of("mail.ingress", "mail.local", "mail.outbound");
  private static final int POLL_SECONDS = 1;

  @Mixin private final RouterQuestion router;

  @Option(
      names = "--wait",
      paramLabel = "SECONDS",
      defaultValue = "600",
      description = "How long at most; 0 does not wait. Default: ${DEFAULT-VALUE}.")
  private long wait;

  DrainCommand(RunningRouter router) {
    this.router = new RouterQuestion(router);
  }

  @Override
  public Integer call() throws InterruptedException {
    int exitCode = router.tell("POST", "/drain");
    long[] left = {1};
    for (long i = 0; exitCode == ExitCode.OK && i < wait && left[0] > 0; i += POLL_SECONDS) {
      exitCode =
          router.ask(
              "GET",
              "/status",
              "",
              status -> {
                left[0] = left(status);
                router.progress(left[0] + " mails left");
                return Stream.empty();
              });
      if (left[0] > 0) {
        TimeUnit.SECONDS.sleep(POLL_SECONDS);
      }
    }
    if (exitCode != ExitCode.OK || wait == 0) {
      return exitCode;
    }
    return left[0] == 0
        ? router.say("drained: the router can be stopped")
        : router.problem(left[0] + " mails are still being delivered");
  }

  private static long left(JsonNode status) {
    return BUSY.stream().mapToLong(queue -> status.path("queues").path(queue).asLong()).sum();
  }
}
