package org.dromedary.report;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.dromedary.mail.Domain;

/** What a template of a report can name; all of it fits into one line each. */
final class ReportModel {
  private static final int MOST_TALLIED = 10;

  private static final int MOST_SHORT = 20;

  /** Room for two times. */
  private static final int SHORTEST_AXIS = 250;

  private ReportModel() {}

  static Map<String, Object> of(Domain hostname, ReportContents contents, boolean more) {
    ReportPeriod period = contents.period();
    List<Timeline.Bar> bars = contents.bars();
    Map<String, Object> model = new HashMap<>();
    model.put("hostname", hostname.ascii());
    model.put("name", contents.kind().word());
    model.put("title", contents.kind().title());
    model.put("from", period.text(period.from()));
    model.put("until", period.text(period.until()));
    model.put("zone", period.zone().getId());
    model.put("count", contents.count());
    model.put("any?", contents.count() > 0);
    model.put("dropped?", contents.dropped() > 0);
    model.put("dropped", contents.dropped());
    model.put("more?", more);
    model.put("chart?", contents.count() > 0);
    model.put("highest", Chart.highest(bars));
    model.put("axis", Math.max(SHORTEST_AXIS, Chart.width(bars) / 2));
    model.put("firstBar", bars.getFirst().label());
    model.put("lastBar", bars.getLast().label());
    model.put("bars", bars.stream().filter(bar -> bar.count() > 0).map(ReportModel::bar).toList());
    model.put("tallies", tallies(contents));
    model.put("headings", contents.headings());
    model.put("shown", contents.rows().size());
    model.put("rows", contents.rows().stream().map(ReportModel::row).toList());
    model.put("cut?", contents.isCut());
    model.put("csvLines", contents.csv().lines());
    model.put("csvMissing?", contents.csv().missing() > 0);
    model.put("csvMissing", contents.csv().missing());
    return Map.copyOf(model);
  }

  private static Map<String, Object> bar(Timeline.Bar bar) {
    return Map.of("label", bar.label(), "count", padded(bar.count()));
  }

  private static List<Map<String, Object>> tallies(ReportContents contents) {
    List<Map<String, Object>> tallies = new ArrayList<>();
    for (int i = 0; i < contents.tallies().size(); i++) {
      Tally tally = contents.tallies().get(i);
      List<Tally.Line> top = tally.top(MOST_TALLIED);
      long most = top.isEmpty() ? 1 : top.getFirst().count();
      tallies.add(
          Map.of(
              "heading", contents.layout().tallies().get(i).heading(),
              "lines", top.stream().map(line -> line(line, most)).toList(),
              "besides?", tally.besides(MOST_TALLIED) > 0,
              "besides", padded(tally.besides(MOST_TALLIED))));
    }
    return tallies;
  }

  private static Map<String, Object> line(Tally.Line line, long most) {
    return Map.of(
        "value",
        line.value(),
        "count",
        padded(line.count()),
        "percent",
        Math.max(1, 100 * line.count() / most));
  }

  private static Map<String, Object> row(List<String> cells) {
    List<String> others = cells.subList(1, cells.size());
    return Map.of(
        "time",
        cells.getFirst(),
        "cells",
        others.stream().map(ReportModel::cell).toList(),
        "rest",
        rest(others));
  }

  /** What is short looks odd on two lines; what is long must be broken somewhere. */
  private static Map<String, Object> cell(String text) {
    return Map.of("text", text, "short?", text.length() <= MOST_SHORT);
  }

  /** For plain text: what is there, one after the other. */
  private static String rest(List<String> cells) {
    return String.join(" | ", cells.stream().filter(cell -> !cell.isEmpty()).toList());
  }

  private static String padded(long number) {
    return String.format(Locale.ROOT, "%8d", number);
  }

  /** With all and with nothing, to try a template on. */
  static List<Map<String, Object>> samples() {
    return List.of(sample(true), sample(false));
  }

  private static Map<String, Object> sample(boolean all) {
    Map<String, Object> sample = new HashMap<>();
    for (String text :
        List.of("hostname", "name", "title", "from", "until", "zone", "firstBar", "lastBar")) {
      sample.put(text, "text");
    }
    for (String number :
        List.of("count", "dropped", "highest", "axis", "shown", "csvLines", "csvMissing")) {
      sample.put(number, 1L);
    }
    for (String question : List.of("any?", "dropped?", "more?", "chart?", "cut?", "csvMissing?")) {
      sample.put(question, all);
    }
    sample.put("headings", List.of("text"));
    sample.put("bars", all ? List.of(bar(new Timeline.Bar("text", 1))) : List.of());
    sample.put("rows", all ? List.of(row(List.of("text", "text"))) : List.of());
    Map<String, Object> tally =
        Map.of(
            "heading",
            "text",
            "lines",
            List.of(line(new Tally.Line("text", 1), 1)),
            "besides?",
            all,
            "besides",
            "1");
    sample.put("tallies", List.of(tally));
    return Map.copyOf(sample);
  }
}
