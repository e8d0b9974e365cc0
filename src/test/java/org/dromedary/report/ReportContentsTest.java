package org.dromedary.report;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ReportContentsTest {
  private static final String AT = "2026-11-22T08:00:00Z";
  private static final ReportPeriod PERIOD =
      new ReportPeriod(
          Instant.parse("2026-11-22T06:00:00Z"),
          Instant.parse("2026-11-23T06:00:00Z"),
          ZoneId.of("UTC"));

  private static ReportContents of(ReportKind kind, String... events) {
    ReportContents contents = new ReportContents(kind, PERIOD, 100);
    List.of(events).forEach(contents::add);
    return contents;
  }

  private static String parked(String queue) {
    return Events.of(
        "parked", AT, Map.of("recipient", "a@b.example", "queue", queue, "reason", "it broke"));
  }

  @Test
  void whatFailedAndWasParkedForThatCountsOnce() {
    ReportContents contents =
        of(
            ReportKind.DELIVERY_FAILURES,
            Events.failed(AT, "a@b.example", "no"),
            parked("mail.undeliverable"));
    assertThat(contents.count()).isEqualTo(1);
  }

  @Test
  void whatIsParkedForAFaultOfOursCounts() {
    ReportContents contents = of(ReportKind.DELIVERY_FAILURES, parked("mail.dead"));
    assertThat(contents.rows().getFirst()).contains("a@b.example", "it broke");
  }

  @Test
  void ofAMailThatWasDeferredTheEndIsShown() {
    ReportContents contents =
        of(
            ReportKind.OUTBOUND_STATUS,
            Events.answered("deferred", AT, "Q1", "a@b.example", "later"),
            Events.answered("deferred", AT, "Q2", "a@b.example", "later"),
            Events.answered("delivered", AT, "Q1", "a@b.example", "ok"));
    assertThat(contents.rows()).hasSize(2);
    assertThat(contents.rows().get(1)).contains("delivered", "Q1");
    assertThat(contents.isCut()).isFalse();
    assertThat(contents.tallies().getFirst().top(5))
        .containsExactly(new Tally.Line("deferred", 2), new Tally.Line("delivered", 1));
  }

  @Test
  void whatIsPutIntoAMailboxDoesNotGoOut() {
    String local =
        Events.of(
            "delivered",
            AT,
            Map.of("queueId", "Q1", "recipient", "a@b.example", "relay", "maildir[a]"));
    assertThat(of(ReportKind.OUTBOUND_STATUS, local).isEmpty()).isTrue();
  }

  @Test
  void subscriptionsOfListsAreTold() {
    ReportContents contents =
        of(
            ReportKind.SUBSCRIPTIONS,
            Events.of(
                "subscribed",
                AT,
                Map.of("list", "news@example.org", "address", "a@b.example", "by", "mail")),
            Events.of(
                "unsubscribed",
                AT,
                Map.of("list", "news@example.org", "address", "c@b.example", "by", "op")));
    assertThat(contents.rows())
        .containsExactly(
            List.of(
                "2026-11-22 08:00:00 UTC", "news@example.org", "a@b.example", "subscribed", "mail"),
            List.of(
                "2026-11-22 08:00:00 UTC",
                "news@example.org",
                "c@b.example",
                "unsubscribed",
                "op"));
  }

  @Test
  void othersAreLeftOut() {
    assertThat(
            of(ReportKind.BARRING, Events.failed(AT, "a@b.example", "no"), "no json", "{}")
                .isEmpty())
        .isTrue();
  }

  @Test
  void missingEventsAreSomethingToTell() {
    ReportContents contents = of(ReportKind.BARRING, Events.of("dropped", AT, Map.of("count", 12)));
    assertThat(contents.isEmpty()).isFalse();
    assertThat(contents.dropped()).isEqualTo(12);
    assertThat(contents.count()).isZero();
  }

  @Test
  void howeverManyThereAreItStaysSmall() {
    ReportContents contents = new ReportContents(ReportKind.DELIVERY_FAILURES, PERIOD, 10, 100_000);
    for (int i = 0; i < 20_000; i++) {
      contents.add(Events.failed(AT, "u" + i + "@d" + i + ".example", "no"));
    }
    assertThat(contents.count()).isEqualTo(20_000);
    assertThat(contents.rows()).hasSize(10);
    assertThat(contents.rows().getLast()).contains("u19999@d19999.example");
    assertThat(contents.csv().octets()).hasSizeLessThanOrEqualTo(100_000);
    assertThat(contents.csv().lines() + contents.csv().missing()).isEqualTo(20_000);
    Tally domains = contents.tallies().get(1);
    assertThat(domains.top(10)).hasSize(10);
    assertThat(domains.besides(10)).isEqualTo(19_990);
  }

  @Test
  void everyReportIsFoundByItsWord() {
    for (ReportKind kind : ReportKind.values()) {
      assertThat(ReportKind.of(kind.word())).contains(kind);
      assertThat(kind.events()).contains("dropped");
    }
    assertThat(ReportKind.of("others")).isEmpty();
  }
}
