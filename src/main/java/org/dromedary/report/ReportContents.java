package org.dromedary.report;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * What events come to: counts, the newest of them, all of them as CSV. However many are added, it
 * stays of some megabytes. For one thread.
 */
public final class ReportContents {
  private final ReportKind kind;
  private final ReportLayout layout;
  private final ReportPeriod period;
  private final int mostRows;
  private final Timeline timeline;
  private final List<Tally> tallies;
  private final CsvList csv;
  private final Map<String, List<String>> rows = new LinkedHashMap<>();
  private long count;
  private long dropped;
  private long cut;

  /**
   * @param mostRows that are listed in the mail itself
   */
  public ReportContents(ReportKind kind, ReportPeriod period, int mostRows) {
    this(kind, period, mostRows, CsvList.USUAL_MOST_OCTETS);
  }

  ReportContents(ReportKind kind, ReportPeriod period, int mostRows, int mostCsvOctets) {
    this.kind = kind;
    this.layout = ReportLayout.of(kind);
    this.period = period;
    this.mostRows = mostRows;
    this.timeline = new Timeline(period);
    this.tallies = layout.tallies().stream().map(column -> new Tally()).toList();
    this.csv = new CsvList(headings(), mostCsvOctets);
  }

  List<String> headings() {
    return Stream.concat(
            Stream.of("Time"), layout.columns().stream().map(ReportLayout.Column::heading))
        .toList();
  }

  /** Adds an event; one that the report is not about is left out. */
  public void add(String json) {
    Optional<ReportEvent> parsed = ReportEvent.parse(json);
    if (parsed.isEmpty()) {
      return;
    }
    ReportEvent event = parsed.get();
    if (event.word().equals(ReportKind.DROPPED)) {
      dropped += kind.misses(event) ? event.count() : 0;
    } else if (kind.takes(event)) {
      take(event);
    }
  }

  private void take(ReportEvent event) {
    timeline.add(event.at());
    for (int i = 0; i < tallies.size(); i++) {
      String value = layout.tallies().get(i).of().apply(event);
      tallies.get(i).add(value.isEmpty() ? "-" : value);
    }
    List<String> cells = new ArrayList<>(List.of(period.text(event.at())));
    layout.columns().forEach(column -> cells.add(column.of().apply(event)));
    csv.add(cells);
    count++;
    String key = kind.subject(event).orElse(Long.toString(count));
    rows.remove(key);
    rows.put(key, List.copyOf(cells));
    if (rows.size() > mostRows) {
      rows.remove(rows.keySet().iterator().next());
      cut++;
    }
  }

  /** Whether there is nothing to tell. */
  public boolean isEmpty() {
    return count == 0 && dropped == 0;
  }

  /** How many events it is about. */
  public long count() {
    return count;
  }

  /** How many more there were that are lost. */
  long dropped() {
    return dropped;
  }

  ReportKind kind() {
    return kind;
  }

  ReportPeriod period() {
    return period;
  }

  List<Timeline.Bar> bars() {
    return timeline.bars();
  }

  ReportLayout layout() {
    return layout;
  }

  List<Tally> tallies() {
    return tallies;
  }

  /** The newest, in the order of time. */
  List<List<String>> rows() {
    return List.copyOf(rows.values());
  }

  /** Whether the list in the mail is not all. */
  boolean isCut() {
    return cut > 0;
  }

  CsvList csv() {
    return csv;
  }
}
