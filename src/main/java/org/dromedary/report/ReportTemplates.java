package org.dromedary.report;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;
import org.dromedary.dsn.NoticeTemplate;

/**
 * The words of reports: {@code report.txt} and {@code report.html} are for all of them, {@code
 * barring.txt} and so on for one. Those of a team, and ours where it has none. Immutable.
 */
public final class ReportTemplates {
  private static final String ALL = "report";

  /** Ours alone. */
  public static final ReportTemplates BUILT_IN = builtIn();

  private final Map<String, NoticeTemplate> templates;

  private ReportTemplates(Map<String, NoticeTemplate> templates) {
    this.templates = Map.copyOf(templates);
  }

  /**
   * What was read.
   *
   * @param problems files that are not used, and why; a line each
   */
  public record Read(ReportTemplates templates, List<String> problems) {
    public Read {
      problems = List.copyOf(problems);
    }
  }

  /**
   * Reads the templates of a team; one with a mistake is not used, and ours stands in for it.
   *
   * @param files their names and texts
   */
  public static Read of(Map<String, String> files) {
    Map<String, NoticeTemplate> read = new HashMap<>(BUILT_IN.templates);
    List<String> problems = new ArrayList<>();
    Map<String, String> sorted = new TreeMap<>(files);
    for (String end : List.of(".txt", ".html")) { // the HTML of a report belongs to its text
      sorted.forEach(
          (name, text) -> {
            if (name.endsWith(end)) {
              add(name.substring(0, name.length() - end.length()), end, text, read)
                  .ifPresent(problem -> problems.add(name + ": " + problem));
            }
          });
    }
    return new Read(new ReportTemplates(read), problems);
  }

  private static Optional<String> add(
      String name, String end, String text, Map<String, NoticeTemplate> templates) {
    if (!name.equals(ALL) && ReportKind.of(name).isEmpty()) {
      return Optional.of(
          "is neither report nor the name of one: "
              + String.join(
                  ", ", Arrays.stream(ReportKind.values()).map(ReportKind::word).toList()));
    }
    try {
      NoticeTemplate before = Objects.requireNonNull(templates.getOrDefault(name, ours(templates)));
      templates.put(name, end.equals(".txt") ? text(text) : before.withHtml(text));
      return Optional.empty();
    } catch (IllegalArgumentException e) {
      return Optional.of(e.getMessage() + "; the built-in one is used");
    }
  }

  private static NoticeTemplate ours(Map<String, NoticeTemplate> templates) {
    return Objects.requireNonNull(templates.get(ALL), "it is built in");
  }

  /** With our HTML until there is another. */
  private static NoticeTemplate text(String text) {
    return NoticeTemplate.of(text, ReportModel.samples()).withHtml(resource("report.html"));
  }

  private static ReportTemplates builtIn() {
    return new ReportTemplates(Map.of(ALL, text(resource("report.txt"))));
  }

  private static String resource(String name) {
    try (InputStream text =
        Objects.requireNonNull(
            ReportTemplates.class.getResourceAsStream("templates/" + name), name)) {
      return new String(text.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  NoticeTemplate of(ReportKind kind) {
    NoticeTemplate own = templates.get(kind.word());
    return own == null ? ours(templates) : own;
  }
}
