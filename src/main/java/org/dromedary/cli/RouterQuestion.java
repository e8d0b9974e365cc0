package org.dromedary.cli;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.function.Function;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.dromedary.cli.RunningRouter.Answer;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** What commands have in common that ask the running router. */
final class RouterQuestion {
  private static final ObjectMapper JSON = new ObjectMapper();

  @Spec(Spec.Target.MIXEE)
  private CommandSpec spec = CommandSpec.create();

  @Mixin private final Overrides overrides = new Overrides();

  @Option(names = "--json", description = "One line of JSON instead of text.")
  private boolean json;

  private final RunningRouter router;

  RouterQuestion(RunningRouter router) {
    this.router = router;
  }

  /**
   * Asks and prints the answer.
   *
   * @param text of the answer for people, a line each
   * @return an {@link ExitCode}
   */
  int ask(String method, String path, String body, Function<JsonNode, Stream<String>> text) {
    return switch (router.ask(overrides.values(), method, path, body)) {
      case Answer.NotAsked not -> problems(not.lines(), ExitCode.USAGE);
      case Answer.Refused refused -> problems(refused.lines(), ExitCode.FAILURE);
      case Answer.Done done -> {
        lines(done.json(), text).forEach(spec.commandLine().getOut()::println);
        yield ExitCode.OK;
      }
    };
  }

  /** The same for what is answered by nothing. */
  int tell(String method, String path) {
    return ask(method, path, "", answer -> Stream.empty());
  }

  private int problems(List<String> lines, int exitCode) {
    lines.forEach(spec.commandLine().getErr()::println);
    return exitCode;
  }

  private Stream<String> lines(String answer, Function<JsonNode, Stream<String>> text) {
    if (answer.isEmpty()) {
      return Stream.empty();
    }
    try {
      return json ? Stream.of(answer) : text.apply(JSON.readTree(answer));
    } catch (JsonProcessingException e) {
      return Stream.of(answer);
    }
  }

  static Stream<JsonNode> each(JsonNode array) {
    return StreamSupport.stream(array.spliterator(), false);
  }

  /** For a path or a query. */
  static String encoded(String text) {
    return URLEncoder.encode(text, StandardCharsets.UTF_8).replace("+", "%20");
  }
}
