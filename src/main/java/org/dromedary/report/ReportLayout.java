package org.dromedary.report;

import java.util.List;
import java.util.function.Function;

/**
 * What a report shows of its events.
 *
 * @param columns of its list, behind the time
 * @param tallies what events are counted by
 */
record ReportLayout(List<Column> columns, List<Column> tallies) {
  ReportLayout {
    columns = List.copyOf(columns);
    tallies = List.copyOf(tallies);
  }

  /** A heading, and what stands below it. */
  record Column(String heading, Function<ReportEvent, String> of) {}

  static ReportLayout of(ReportKind kind) {
    return switch (kind) {
      case DELIVERY_FAILURES ->
          new ReportLayout(
              List.of(
                  new Column("Recipient", event -> event.text("recipient")),
                  new Column("Sender", event -> event.text("sender")),
                  new Column("Reason", ReportLayout::reason),
                  new Column("Server", event -> event.text("relay")),
                  new Column("Queue id", event -> event.text("queueId"))),
              List.of(
                  new Column("Reason", ReportLayout::shortReason),
                  new Column("Domain", event -> event.domain("recipient"))));
      case BARRING ->
          new ReportLayout(
              List.of(
                  new Column("Client", event -> event.text("client")),
                  new Column("Reason", event -> event.text("reason")),
                  new Column("Reply", ReportEvent::reply),
                  new Column("Sender", event -> event.text("sender")),
                  new Column("Recipient", event -> event.text("recipient"))),
              List.of(
                  new Column("Reason", event -> event.text("reason")),
                  new Column("Client", event -> event.text("client"))));
      case CONNECTIONS ->
          new ReportLayout(
              List.of(
                  new Column("Server", event -> event.text("relay")),
                  new Column("Result", event -> event.text("result")),
                  new Column("Detail", event -> event.text("detail")),
                  new Column("TLS", event -> event.text("security")),
                  new Column("ms", event -> event.text("milliseconds"))),
              List.of(
                  new Column("Result", event -> event.text("result")),
                  new Column("Server", event -> event.text("relay"))));
      case SUBSCRIPTIONS ->
          new ReportLayout(
              List.of(
                  new Column("List", event -> event.text("list")),
                  new Column("Address", event -> event.text("address")),
                  new Column("What", ReportEvent::word),
                  new Column("By", event -> event.text("by"))),
              List.of(
                  new Column("What", ReportEvent::word),
                  new Column("List", event -> event.text("list"))));
      case ARCHIVE_ACCESSES ->
          new ReportLayout(
              List.of(
                  new Column("User", event -> event.text("user")),
                  new Column("Action", event -> event.text("action")),
                  new Column("What", event -> event.text("object")),
                  new Column("Mails", event -> event.text("mails"))),
              List.of(
                  new Column("User", event -> event.text("user")),
                  new Column("Action", event -> event.text("action"))));
      case OUTBOUND_STATUS ->
          new ReportLayout(
              List.of(
                  new Column("Recipient", event -> event.text("recipient")),
                  new Column("Sender", event -> event.text("sender")),
                  new Column("Status", ReportEvent::word),
                  new Column("Reply", ReportEvent::reply),
                  new Column("Server", event -> event.text("relay")),
                  new Column("Attempts", event -> event.text("attempts")),
                  new Column("Queue id", event -> event.text("queueId"))),
              List.of(
                  new Column("Status", ReportEvent::word),
                  new Column("Domain", event -> event.domain("recipient"))));
    };
  }

  private static String reason(ReportEvent event) {
    return event.word().equals("parked") ? event.text("reason") : event.reply();
  }

  private static String shortReason(ReportEvent event) {
    return event.word().equals("parked") ? "parked on mail.dead" : event.code();
  }
}
