package org.dromedary.cli;

import java.util.concurrent.Callable;
import org.dromedary.cli.DnsTester.Answer;
import org.dromedary.dns.MailHosts;
import org.dromedary.mail.Domain;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

@Command(
    name = "test",
    description = {
      "Says which hosts take mail for a domain, by the name servers that the router asks.",
      "Exit code: 0 when there is a host, 1 when there is none or nobody knows, 2 when settings are",
      "wrong."
    })
final class TestDnsCommand implements Callable<Integer> {
  @Spec private CommandSpec spec = CommandSpec.create();
  @Mixin private final Overrides overrides = new Overrides();

  @Parameters(paramLabel = "DOMAIN", description = "The part of an address after the @.")
  private Domain domain = Domain.parse("localhost");

  @Option(names = "--json", description = "One line of JSON instead of text.")
  private boolean json;

  private final DnsTester tester;

  TestDnsCommand(DnsTester tester) {
    this.tester = tester;
  }

  @Override
  public Integer call() {
    return switch (tester.test(overrides.values(), domain)) {
      case Answer.Problems problems -> {
        problems.lines().forEach(spec.commandLine().getErr()::println);
        yield ExitCode.USAGE;
      }
      case Answer.Hosts found -> {
        MailHostList list = MailHostList.of(domain, found);
        (json ? list.json() : list.text()).forEach(spec.commandLine().getOut()::println);
        yield found.hosts() instanceof MailHosts.Hosts ? ExitCode.OK : ExitCode.FAILURE;
      }
    };
  }
}
