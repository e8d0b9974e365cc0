package org.dromedary.cli;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.stream.Stream;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** What commands have in common that act on mail. */
final class MailAction {
  private static final int BAR = 30;

  @Mixin private final RouterQuestion router;
  @Mixin private final MailConditions conditions = new MailConditions();

  @Option(names = "--all", description = "All mail, when no condition is given.")
  private boolean all;

  @Option(names = "--dry-run", description = "Only counts.")
  private boolean dryRun;

  MailAction(RunningRouter router) {
    this.router = new RouterQuestion(router);
  }

  /**
   * Acts.
   *
   * @param parameters of the action, encoded, each behind an ampersand
   */
  int act(String action, String parameters) {
    if (conditions.isEmpty() && !all) {
      return router.usage("say which mails: queue ids, conditions, or --all");
    }
    String path =
        "/queue/actions/"
            + action
            + "?"
            + conditions.query()
            + (all ? "&all=true" : "")
            + (dryRun ? "&dry-run=true" : "&stream=true")
            + parameters;
    return dryRun
        ? router.ask("POST", path, "", answer -> Stream.of(sentence(answer, "would be")))
        : router.follow("POST", path, new Progress()::lines);
  }

  private static String sentence(JsonNode result, String verb) {
    long active = result.path("active").asLong();
    long left = result.path("meant").asLong() - result.path("done").asLong() - active;
    return result.path("done").asLong()
        + " of "
        + result.path("meant").asLong()
        + " mails "
        + verb
        + " acted on"
        + (active > 0 ? "; " + active + " are being delivered and are left alone" : "")
        + (left > 0 ? "; " + left + " are in a state that the action is not for" : "");
  }

  /** Turns the lines of the router into a bar that grows, and a sentence. */
  private final class Progress {
    private long expected;

    Stream<String> lines(JsonNode line) {
      if (line.has("progress")) {
        router.progress(bar(line.path("progress").asLong()));
        return Stream.empty();
      }
      expected = line.path("done").asLong();
      return line.path("ended").asBoolean() ? Stream.of(sentence(line, "were")) : Stream.empty();
    }

    private String bar(long done) {
      int full = (int) (expected == 0 ? 0 : Math.min(BAR, BAR * done / expected));
      return "[" + "#".repeat(full) + " ".repeat(BAR - full) + "] " + done + "/" + expected;
    }
  }
}
