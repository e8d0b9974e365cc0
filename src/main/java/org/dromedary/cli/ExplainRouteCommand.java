package org.dromedary.cli;

import java.io.PrintWriter;
import java.net.InetAddress;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.dromedary.cli.RouteExplainer.Answer;
import org.dromedary.cli.RouteExplainer.Way;
import org.dromedary.mail.MailAddress;
import org.dromedary.mail.MailContent;
import org.dromedary.mail.OctetCount;
import org.dromedary.mail.ReversePath;
import org.dromedary.routing.RoutingFacts;
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

  @Parameters(paramLabel = "ADDRESS", description = "The recipient: user@example.com")
  private MailAddress recipient = MailAddress.parse("postmaster@localhost");

  @Option(
      names = "--from",
      paramLabel = "SENDER",
      description = "The sender; without it the null sender of notices, <>.")
  private ReversePath sender = ReversePath.NULL;

  @Option(
      names = "--client",
      paramLabel = "IP",
      description = "The address that the mail comes from.")
  private Optional<InetAddress> client = Optional.empty();

  @Option(names = "--user", paramLabel = "NAME", description = "The user that was authenticated.")
  private Optional<String> user = Optional.empty();

  @Option(
      names = "--listener",
      paramLabel = "NAME",
      description =
          "By which the mail comes: smtp, submission, submissions or local; smtp if not given.")
  private String listener = "smtp";

  @Option(
      names = "--size",
      paramLabel = "SIZE",
      description = "Of the mail, such as 10MiB; 0B if not given.")
  private OctetCount size = new OctetCount(0);

  @Option(
      names = "--header",
      paramLabel = "FIELD",
      description = "A header field of the mail, such as 'Subject: x'; may be given several times.")
  private List<String> headers = List.of();

  @Option(names = "--json", description = "One line of JSON instead of text.")
  private boolean json;

  private final RouteExplainer explainer;

  ExplainRouteCommand(RouteExplainer explainer) {
    this.explainer = explainer;
  }

  @Override
  public Integer call() {
    return switch (explainer.explain(overrides.values(), mail(), recipient)) {
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

  private RoutingFacts mail() {
    String header = String.join("\r\n", headers) + "\r\n\r\n";
    return new RoutingFacts(
        new RoutingFacts.Origin(sender, client, listener, user),
        size.octets(),
        MailContent.of(header.getBytes(StandardCharsets.UTF_8)));
  }

  private void print(PrintWriter out, List<Way> ways) {
    if (json) {
      out.println(RouteJson.of(sender, recipient, ways));
    } else {
      ways.forEach(way -> RouteText.print(way, out));
    }
  }

  private static boolean leadsSomewhere(Way way) {
    return switch (way) {
      case Way.Kept kept -> true;
      case Way.NoSuchMailbox unknown -> false;
      case Way.SentOn sentOn -> sentOn.problem().isEmpty();
    };
  }
}
