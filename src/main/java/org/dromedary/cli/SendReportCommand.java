package org.dromedary.cli;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(name = "send", description = "Sends a report now; the next one begins where it ends.")
final class SendReportCommand implements Callable<Integer> {
  @Mixin private final RouterQuestion router;

  @Parameters(paramLabel = "NAME", description = "Such as delivery-failures.")
  private String name = "";

  @Option(
      names = "--preview",
      paramLabel = "FILE",
      description =
          "Sends nothing, and writes the report to a file: the page to *.html, the text to *.txt, the mail to any other.")
  private Optional<Path> preview = Optional.empty();

  SendReportCommand(RunningRouter router) {
    this.router = new RouterQuestion(router);
  }

  @Override
  public Integer call() {
    String path = "/reports/" + RouterQuestion.encoded(name);
    return preview.isPresent()
        ? router.save("GET", path + "?format=" + format(preview.get()), preview.get())
        : router.ask("POST", path + "/send", "", SendReportCommand::lines);
  }

  private static String format(Path file) {
    String lower = file.toString().toLowerCase(Locale.ROOT);
    return lower.endsWith(".html") ? "html" : lower.endsWith(".txt") ? "text" : "mail";
  }

  private static Stream<String> lines(JsonNode sent) {
    return Stream.of(
            sent.path("queueId").asText()
                + ": "
                + sent.path("events").asLong()
                + " events, to "
                + sent.path("recipient").asText())
        .map(Texts::oneLine);
  }
}
