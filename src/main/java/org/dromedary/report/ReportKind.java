package org.dromedary.report;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Stream;

/** The reports there are, and what each says of an event. */
public enum ReportKind {
  /** Mail that was given up. */
  DELIVERY_FAILURES(
      "Delivery failures",
      List.of("failed", "expired", "parked"),
      List.of(
          new Column("Recipient", event -> event.text("recipient")),
          new Column("Sender", event -> event.text("sender")),
          new Column("Reason", ReportKind::reason),
          new Column("Server", event -> event.text("relay")),
          new Column("Queue id", event -> event.text("queueId"))),
      List.of(
          new Column("Reason", ReportKind::shortReason),
          new Column("Domain", event -> event.domain("recipient")))),

  /** Mail and clients that were refused. */
  BARRING(
      "Refused mail",
      List.of("refused"),
      List.of(
          new Column("Client", event -> event.text("client")),
          new Column("Reason", event -> event.text("reason")),
          new Column("Reply", ReportEvent::reply),
          new Column("Sender", event -> event.text("sender")),
          new Column("Recipient", event -> event.text("recipient"))),
      List.of(
          new Column("Reason", event -> event.text("reason")),
          new Column("Client", event -> event.text("client")))),

  /** Connections to other servers. */
  CONNECTIONS(
      "Connections to other servers",
      List.of("connected"),
      List.of(
          new Column("Server", event -> event.text("relay")),
          new Column("Result", event -> event.text("result")),
          new Column("Detail", event -> event.text("detail")),
          new Column("TLS", event -> event.text("security")),
          new Column("ms", event -> event.text("milliseconds"))),
      List.of(
          new Column("Result", event -> event.text("result")),
          new Column("Server", event -> event.text("relay")))),

  /** Who has joined or left a mailing list. */
  SUBSCRIPTIONS(
      "Subscriptions of mailing lists",
      List.of("subscribed", "unsubscribed"),
      List.of(
          new Column("List", event -> event.text("list")),
          new Column("Address", event -> event.text("address")),
          new Column("What", ReportEvent::word),
          new Column("By", event -> event.text("by"))),
      List.of(
          new Column("What", ReportEvent::word), new Column("List", event -> event.text("list")))),

  /** Who has looked into the archive. */
  ARCHIVE_ACCESSES(
      "Accesses to the archive",
      List.of("archiveRead"),
      List.of(
          new Column("User", event -> event.text("user")),
          new Column("Action", event -> event.text("action")),
          new Column("What", event -> event.text("object")),
          new Column("Mails", event -> event.text("mails"))),
      List.of(
          new Column("User", event -> event.text("user")),
          new Column("Action", event -> event.text("action")))),

  /** How outbound mail was handled. */
  OUTBOUND_STATUS(
      "Outbound mail",
      List.of("delivered", "deferred", "failed", "expired"),
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

  /** So many events could not be published: each report that may miss some tells it. */
  static final String DROPPED = "dropped";

  private final String title;
  private final List<String> events;
  private final List<Column> columns;
  private final List<Column> tallies;

  /** A heading, and what stands below it. */
  record Column(String heading, Function<ReportEvent, String> of) {}

  ReportKind(String title, List<String> events, List<Column> columns, List<Column> tallies) {
    this.title = title;
    this.events = events;
    this.columns = columns;
    this.tallies = tallies;
  }

  /** By its {@link #word}. */
  public static Optional<ReportKind> of(String word) {
    return Arrays.stream(values()).filter(kind -> kind.word().equals(word)).findFirst();
  }

  /** As settings, routes and commands name it: {@code delivery-failures}. */
  public String word() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  /** As people name it. */
  public String title() {
    return title;
  }

  /** The events that it is made of, and those that say that some are missing. */
  public List<String> events() {
    return Stream.concat(events.stream(), Stream.of(DROPPED)).toList();
  }

  List<Column> columns() {
    return columns;
  }

  /** What events are counted by. */
  List<Column> tallies() {
    return tallies;
  }

  /** Whether it is about this event. */
  boolean takes(ReportEvent event) {
    return events.contains(event.word())
        && switch (this) {
          // on mail.undeliverable lies what has been told as failed
          case DELIVERY_FAILURES ->
              !event.word().equals("parked") || event.text("queue").equals("mail.dead");
          // what is put into a mailbox here does not go out
          case OUTBOUND_STATUS -> !event.text("relay").startsWith("maildir[");
          case BARRING, CONNECTIONS, SUBSCRIPTIONS, ARCHIVE_ACCESSES -> true;
        };
  }

  /**
   * What a later event takes the place of: of a mail that was deferred and then delivered the list
   * shows the end.
   */
  Optional<String> subject(ReportEvent event) {
    return this == OUTBOUND_STATUS
        ? Optional.of(event.text("queueId") + " " + event.text("recipient"))
        : Optional.empty();
  }

  private static String reason(ReportEvent event) {
    return event.word().equals("parked") ? event.text("reason") : event.reply();
  }

  private static String shortReason(ReportEvent event) {
    return event.word().equals("parked") ? "parked on mail.dead" : event.code();
  }
}
