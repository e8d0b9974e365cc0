package org.dromedary.cli;

import java.io.PrintWriter;
import java.util.List;
import java.util.concurrent.Callable;
import org.dromedary.cli.RouteExplainer.Answer;
import org.dromedary.cli.RouteExplainer.Way;
import org.dromedary.mail.MailAddress;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

@Command(
    name = "explain",
    description = {
      "Says which way a mail to an address would go, and why; sends nothing.",
      "It reads the tables as they are now, and asks the name servers. Of the mail it knows what the",
      "options say. Steps that a team has added to the routes are not asked.",
      "Exit code: 0 when the mail has a way, 1 when it has none, 2 when settings or tables are wrong."
    })
final class ExplainRouteCommand implements Callable<Integer> {
  @Spec private CommandSpec spec = CommandSpec.create();
  @Mixin private final Overrides overrides = new Overrides();
  @Mixin private final MailSample mail = new MailSample();

  @Parameters(paramLabel = "ADDRESS", description = "The recipient: user@example.com")
  private MailAddress recipient = MailAddress.parse("postmaster@localhost");

  @Option(names = "--json", description = "One line of JSON instead of text.")
  private boolean json;

  private final RouteExplainer explainer;

  ExplainRouteCommand(RouteExplainer explainer) {
    this.explainer = explainer;
  }

  @Override
  public Integer call() {
    return switch (explainer.explain(overrides.values(), mail.facts(), recipient)) {
      case Answer.Problems problems -> {
        problems.lines().forEach(spec.commandLine().getErr()::println);
        yield ExitCode.USAGE;
      }
      case Answer.Ways found -> {
        print(spec.commandLine().getOut(), found.ways());
        yield found.ways().stream().allMatch(ExplainRouteCommand::leadsSomewhere)
            ? ExitCode.OK
            : ExitCode.FAILURE;
      }
    };
  }

  private void print(PrintWriter out, List<Way> ways) {
    if (json) {
      out.println(RouteJson.of(mail.sender(), recipient, ways));
    } else {
      ways.forEach(way -> RouteText.print(way, out));
    }
  }

  private static boolean leadsSomewhere(Way way) {
    return switch (way) {
      case Way.Kept kept -> true;
      case Way.Held held -> true; // it is not lost
      case Way.SentToOthers others -> true; // they have ways of their own
      case Way.NoSuchMailbox unknown -> false;
      case Way.Loop loop -> false;
      case Way.SentOn sentOn -> sentOn.problem().isEmpty();
    };
  }
}
