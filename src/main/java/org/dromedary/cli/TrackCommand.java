package org.dromedary.cli;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(
    name = "track",
    description =
        "Tells what has become of a mail, or finds mails, also those that have left the queues.")
final class TrackCommand implements Callable<Integer> {
  @Mixin private final RouterQuestion router;

  @Parameters(
      paramLabel = "ID",
      arity = "0..1",
      description = "The queue id of the mail whose story is told.")
  private Optional<String> id = Optional.empty();

  @Option(
      names = "--sender",
      paramLabel = "ADDRESS",
      description = "An address or a domain; <> for notices.")
  private Optional<String> sender = Optional.empty();

  @Option(
      names = "--recipient",
      paramLabel = "ADDRESS",
      description = "An address or a domain, before or after aliases.")
  private Optional<String> recipient = Optional.empty();

  @Option(names = "--message-id", paramLabel = "ID", description = "The Message-ID field.")
  private Optional<String> messageId = Optional.empty();

  @Option(names = "--subject", paramLabel = "TEXT", description = "The whole subject.")
  private Optional<String> subject = Optional.empty();

  @Option(
      names = "--since",
      paramLabel = "TIME",
      description = "Arrived then or later: 2h for two hours ago, or 2026-11-26T10:00:00Z.")
  private Optional<String> since = Optional.empty();

  @Option(names = "--until", paramLabel = "TIME", description = "Arrived before.")
  private Optional<String> until = Optional.empty();

  @Option(
      names = "--before",
      paramLabel = "ID",
      description = "Arrived before this mail: the last of an earlier list.")
  private Optional<String> before = Optional.empty();

  @Option(names = "--limit", paramLabel = "COUNT", description = "How many; 100 if not given.")
  private int limit = 100;

  TrackCommand(RunningRouter router) {
    this.router = new RouterQuestion(router);
  }

  @Override
  public Integer call() {
    String conditions =
        RouterQuestion.parameter("sender", sender)
            + RouterQuestion.parameter("recipient", recipient)
            + RouterQuestion.parameter("message-id", messageId)
            + RouterQuestion.parameter("subject", subject)
            + RouterQuestion.parameter("since", since)
            + RouterQuestion.parameter("until", until)
            + RouterQuestion.parameter("before", before);
    if (id.isPresent() && !conditions.isEmpty()) {
      return router.usage("give a queue id or conditions, not both");
    }
    return id.isPresent()
        ? router.ask("GET", "/tracking/" + RouterQuestion.encoded(id.get()), "", this::story)
        : router.ask("GET", "/tracking?limit=" + limit + conditions, "", this::list);
  }

  private Stream<String> list(JsonNode answer) {
    Stream<String> mails = RouterQuestion.each(answer.path("mails")).flatMap(this::summary);
    return answer.has("next")
        ? Stream.concat(mails, Stream.of("more: --before " + answer.path("next").asText()))
        : mails;
  }

  private Stream<String> summary(JsonNode mail) {
    String first =
        String.format(
            Locale.ROOT,
            "%-16s %s  <%s>",
            mail.path("id").asText(),
            mail.path("receivedAt").asText("-"),
            mail.path("sender").asText());
    return Stream.concat(
        Stream.of(Texts.oneLine(first)),
        RouterQuestion.each(mail.path("recipients")).map(this::recipient));
  }

  private String recipient(JsonNode recipient) {
    String address = Texts.oneLine(recipient.path("address").asText());
    String reply = recipient.path("reply").asText();
    String relay = recipient.path("relay").asText();
    return ("    "
            + router.coloured(recipient.path("state").asText(), 10)
            + " <"
            + address
            + ">"
            + (relay.isEmpty() ? "" : " " + Texts.oneLine(relay))
            + (reply.isEmpty() ? "" : ": " + Texts.oneLine(reply)))
        .stripTrailing();
  }

  private Stream<String> story(JsonNode mail) {
    return Stream.concat(
        summary(mail), Stream.concat(Stream.of(""), HistoryText.lines(mail.path("events"))));
  }
}
