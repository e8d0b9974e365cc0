package org.dromedary.report;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;

/** The reports there are, and what each is about. */
public enum ReportKind {
  /** Mail that was given up. */
  DELIVERY_FAILURES("Delivery failures"),

  /** Mail and clients that were refused. */
  BARRING("Refused mail"),

  /** Connections to other servers. */
  CONNECTIONS("Connections to other servers"),

  /** Who has joined or left a mailing list. */
  SUBSCRIPTIONS("Subscriptions of mailing lists"),

  /** Who has looked into the archive. */
  ARCHIVE_ACCESSES("Accesses to the archive"),

  /** How outbound mail was handled. */
  OUTBOUND_STATUS("Outbound mail");

  /** So many events are missing: each report that may miss some tells it. */
  static final String DROPPED = "dropped";

  private final String title;

  ReportKind(String title) {
    this.title = title;
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
    return Stream.concat(words(), Stream.of(DROPPED)).toList();
  }

  private Stream<String> words() {
    return switch (this) {
      case DELIVERY_FAILURES -> Stream.of("failed", "expired", "parked");
      case BARRING -> Stream.of("refused");
      case CONNECTIONS -> Stream.of("connected");
      case SUBSCRIPTIONS -> Stream.of("subscribed", "unsubscribed");
      case ARCHIVE_ACCESSES -> Stream.of("archiveRead");
      case OUTBOUND_STATUS -> Stream.of("delivered", "deferred", "failed", "expired");
    };
  }

  /** Whether some of its events may be among those that this one says are missing. */
  boolean misses(ReportEvent dropped) {
    String of = dropped.text("of");
    return of.isEmpty() || words().anyMatch(of::equals);
  }

  /** Whether it is about this event. */
  boolean takes(ReportEvent event) {
    return words().anyMatch(event.word()::equals)
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
}
