package org.dromedary.cli;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

/** The router that runs with the same settings on this machine, as its management API answers. */
@FunctionalInterface
public interface RunningRouter {

  /**
   * Asks it for an answer of any length. Blocks.
   *
   * @param overrides of {@code --set}, key to value, not yet checked
   * @param method of HTTP
   * @param path of the operation, with its query, encoded
   * @param body empty for none
   * @param sink reads the answer to its end
   * @return with an empty text when it has been read
   */
  Answer ask(
      Map<String, String> overrides,
      String method,
      String path,
      String body,
      Consumer<InputStream> sink);

  /** The same for a short answer. */
  default Answer ask(Map<String, String> overrides, String method, String path, String body) {
    StringBuilder text = new StringBuilder();
    Answer answer = ask(overrides, method, path, body, in -> text.append(read(in)));
    return answer instanceof Answer.Done ? new Answer.Done(text.toString()) : answer;
  }

  private static String read(InputStream in) {
    try {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** What came of it. */
  sealed interface Answer {
    /** It answered; empty when it is done and there is nothing to say. */
    record Done(String json) implements Answer {}

    /** It refused; a line for each reason. */
    record Refused(List<String> lines) implements Answer {
      public Refused {
        lines = List.copyOf(lines);
      }
    }

    /** It was not asked: no router runs, or settings are wrong. */
    record NotAsked(List<String> lines) implements Answer {
      public NotAsked {
        lines = List.copyOf(lines);
      }
    }
  }
}
