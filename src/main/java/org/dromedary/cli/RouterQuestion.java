package org.dromedary.cli;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.BufferedReader;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.dromedary.cli.RunningRouter.Answer;
import picocli.CommandLine;
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

  private boolean showsProgress;
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

  /**
   * Asks for an answer of many lines and prints each as it comes.
   *
   * @param text of one line for people
   * @return an {@link ExitCode}
   */
  int follow(String method, String path, Function<JsonNode, Stream<String>> text) {
    return result(
        router.ask(
            overrides.values(),
            method,
            path,
            "",
            in ->
                new BufferedReader(new InputStreamReader(in, StandardCharsets.UTF_8))
                    .lines()
                    .flatMap(line -> lines(line, text))
                    .forEach(this::print)));
  }

  /** Asks for octets and prints them as they are. */
  int copy(String method, String path) {
    return result(router.ask(overrides.values(), method, path, "", RouterQuestion::print));
  }

  /** Asks for octets and writes them to a file, in place of what was there. */
  int save(String method, String path, Path file) {
    ByteArrayOutputStream content = new ByteArrayOutputStream();
    int exitCode =
        result(router.ask(overrides.values(), method, path, "", octets -> copy(octets, content)));
    if (exitCode != ExitCode.OK) {
      return exitCode;
    }
    try {
      Files.write(file, content.toByteArray());
      return say("written to " + file);
    } catch (IOException e) {
      return problem("cannot write " + file + ": " + e);
    }
  }

  private static void copy(InputStream octets, OutputStream to) {
    try {
      octets.transferTo(to);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static void print(InputStream octets) {
    copy(octets, System.out);
    System.out.flush();
  }

  private int result(Answer answer) {
    return switch (answer) {
      case Answer.NotAsked not -> problems(not.lines(), ExitCode.USAGE);
      case Answer.Refused refused -> problems(refused.lines(), ExitCode.FAILURE);
      case Answer.Done done -> ExitCode.OK;
    };
  }

  private void print(String line) {
    clearProgress();
    spec.commandLine().getOut().println(line);
  }

  /** Says something. */
  int say(String line) {
    if (!json) {
      print(line);
    }
    return ExitCode.OK;
  }

  /** Says what has gone wrong. */
  int problem(String line) {
    clearProgress();
    return problems(List.of(line), ExitCode.FAILURE);
  }

  /** Says what is wrong with the arguments. */
  int usage(String line) {
    return problems(List.of(line), ExitCode.USAGE);
  }

  /** Shows how it gets on, in place of what was shown before; only people see it. */
  void progress(String text) {
    if (!json && isTerminal()) {
      spec.commandLine().getErr().print("\r" + text + "\u001b[K");
      spec.commandLine().getErr().flush();
      showsProgress = true;
    }
  }

  private void clearProgress() {
    if (showsProgress) {
      spec.commandLine().getErr().print("\r\u001b[K");
      spec.commandLine().getErr().flush();
      showsProgress = false;
    }
  }

  private static boolean isTerminal() {
    return CommandLine.Help.Ansi.AUTO.enabled();
  }

  /** A word in a colour of its own on a terminal, filled up to a width. */
  String coloured(String word, int width) {
    String padded = word + " ".repeat(Math.max(0, width - word.length()));
    String colour =
        switch (word) {
          case "active", "ready", "delivered" -> "green";
          case "deferred", "delayed" -> "yellow";
          case "held", "suspended", "returned" -> "cyan";
          case "dead", "undeliverable", "failed", "expired", "parked" -> "red";
          default -> "";
        };
    return colour.isEmpty() || !isTerminal()
        ? padded
        : CommandLine.Help.Ansi.ON.string("@|" + colour + " " + padded + "|@");
  }

  /** A parameter behind others; nothing when it is not given. */
  static String parameter(String name, Optional<String> value) {
    return value.map(text -> "&" + name + "=" + encoded(text)).orElse("");
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
