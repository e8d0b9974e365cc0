package org.dromedary.cli;

import java.io.PrintWriter;
import java.util.List;
import java.util.concurrent.Callable;
import org.dromedary.cli.RouteTester.TestedWay;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

@Command(
    name = "test",
    description = {
      "Talks to the hosts that a mail to an address would go to: connects, begins TLS, logs in, says",
      "MAIL and RCPT. No mail is sent. All hosts are tried, one after the other.",
      "Exit code: 0 when each way has a mailbox or a host that takes the recipient, 1 when not, 2",
      "when settings or tables are wrong."
    })
final class TestRouteCommand implements Callable<Integer> {
  @Spec private CommandSpec spec = CommandSpec.create();
  @Mixin private final RouteQuery query = new RouteQuery();

  private final RouteTester tester;

  TestRouteCommand(RouteTester tester) {
    this.tester = tester;
  }

  @Override
  public Integer call() {
    return switch (tester.test(query.overrides(), query.mail().facts(), query.recipient())) {
      case RouteAnswer.Problems<TestedWay> problems -> {
        problems.lines().forEach(spec.commandLine().getErr()::println);
        yield ExitCode.USAGE;
      }
      case RouteAnswer.Ways<TestedWay> found -> {
        print(spec.commandLine().getOut(), found.ways());
        yield found.ways().stream().allMatch(TestedWay::leadsSomewhere)
            ? ExitCode.OK
            : ExitCode.FAILURE;
      }
    };
  }

  private void print(PrintWriter out, List<TestedWay> ways) {
    if (query.wantsJson()) {
      out.println(RouteJson.ofTest(query.mail().sender(), query.recipient(), ways));
    } else {
      ways.forEach(way -> RouteText.print(way, out));
    }
  }
}
