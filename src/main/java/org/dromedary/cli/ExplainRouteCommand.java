package org.dromedary.cli;

import java.io.PrintWriter;
import java.util.List;
import java.util.concurrent.Callable;
import org.dromedary.cli.RouteExplainer.Way;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
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
  @Mixin private final RouteQuery query = new RouteQuery();

  private final RouteExplainer explainer;

  ExplainRouteCommand(RouteExplainer explainer) {
    this.explainer = explainer;
  }

  @Override
  public Integer call() {
    return switch (explainer.explain(query.overrides(), query.mail().facts(), query.recipient())) {
      case RouteAnswer.Problems<Way> problems -> {
        problems.lines().forEach(spec.commandLine().getErr()::println);
        yield ExitCode.USAGE;
      }
      case RouteAnswer.Ways<Way> found -> {
        print(spec.commandLine().getOut(), found.ways());
        yield found.ways().stream().allMatch(ExplainRouteCommand::leadsSomewhere)
            ? ExitCode.OK
            : ExitCode.FAILURE;
      }
    };
  }

  private void print(PrintWriter out, List<Way> ways) {
    if (query.wantsJson()) {
      out.println(RouteJson.of(query.mail().sender(), query.recipient(), ways));
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
      case Way.NotFoundOut later -> false;
      case Way.SentOn sentOn -> sentOn.problem().isEmpty();
    };
  }
}
