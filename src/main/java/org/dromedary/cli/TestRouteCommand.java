package org.dromedary.cli;

import java.io.PrintWriter;
import java.util.List;
import java.util.concurrent.Callable;
import org.dromedary.cli.RouteTester.Answer;
import org.dromedary.cli.RouteTester.TestedWay;
import org.dromedary.mail.MailAddress;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
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
  @Mixin private final Overrides overrides = new Overrides();
  @Mixin private final MailSample mail = new MailSample();

  @Parameters(paramLabel = "ADDRESS", description = "The recipient: user@example.com")
  private MailAddress recipient = MailAddress.parse("postmaster@localhost");

  @Option(names = "--json", description = "One line of JSON instead of text.")
  private boolean json;

  private final RouteTester tester;

  TestRouteCommand(RouteTester tester) {
    this.tester = tester;
  }

  @Override
  public Integer call() {
    return switch (tester.test(overrides.values(), mail.facts(), recipient)) {
      case Answer.Problems problems -> {
        problems.lines().forEach(spec.commandLine().getErr()::println);
        yield ExitCode.USAGE;
      }
      case Answer.Ways found -> {
        print(spec.commandLine().getOut(), found.ways());
        yield found.ways().stream().allMatch(TestedWay::leadsSomewhere)
            ? ExitCode.OK
            : ExitCode.FAILURE;
      }
    };
  }

  private void print(PrintWriter out, List<TestedWay> ways) {
    if (json) {
      out.println(RouteJson.ofTest(mail.sender(), recipient, ways));
    } else {
      ways.forEach(way -> RouteText.print(way, out));
    }
  }
}
