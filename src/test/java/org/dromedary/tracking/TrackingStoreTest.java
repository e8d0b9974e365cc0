package org.dromedary.tracking;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.dromedary.events.MailEvent;
import org.dromedary.events.MailEventWriter;
import org.dromedary.events.MailTitle;
import org.dromedary.events.SubjectHash;
import org.dromedary.mail.QueueId;
import org.dromedary.mail.QueueIdGenerator;
import org.dromedary.mail.SmtpReply;
import org.dromedary.queue.Arrival;
import org.dromedary.queue.QueuedMessage;
import org.dromedary.testkit.Mails;
import org.dromedary.testkit.MutableClock;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TrackingStoreTest {
  private static final Instant START = Instant.parse("2026-11-01T12:00:00Z");

  private static final int MANY = 200;

  @TempDir private Path directory;
  private final MutableClock clock = new MutableClock(START);
  private final QueueIdGenerator ids = new QueueIdGenerator(clock, new Random(3));
  private final MailEventWriter writer = new MailEventWriter(ids, clock);
  private TrackingStore store;

  @BeforeEach
  void open() {
    store = open(TrackingSettings.DEFAULT.keepFor(), TrackingSettings.DEFAULT.keepAtMost());
  }

  private TrackingStore open(Duration keepFor, long keepAtMost) {
    TrackingSettings settings =
        new TrackingSettings(
            true, Optional.empty(), Optional.empty(), Optional.empty(), keepFor, keepAtMost);
    return TrackingStore.open(settings, directory, "router.example.org", clock);
  }

  @AfterEach
  void close() {
    store.close();
  }

  private void reopen(Duration keepFor, long keepAtMost) {
    store.close();
    store = open(keepFor, keepAtMost);
  }

  private QueuedMessage mail(String... recipients) {
    return mail(ids.next(), recipients);
  }

  private QueuedMessage mail(QueueId id, String... recipients) {
    QueuedMessage mail = Mails.to(recipients);
    Arrival arrival = new Arrival(clock.instant(), "ESMTP", "client.example[192.0.2.1]");
    return QueuedMessage.accepted(id, mail.envelope(), arrival, mail.content());
  }

  private String received(QueuedMessage mail) {
    MailTitle title =
        new MailTitle(
            Optional.of("<" + mail.queueId() + "@example.org>"),
            Optional.of(SubjectHash.of("subject of " + mail.queueId())));
    return line(new MailEvent.Received(mail, title, Optional.empty()));
  }

  private String delivered(QueuedMessage mail) {
    return line(
        new MailEvent.Answered(
            mail, "delivered", "mx.example[192.0.2.1]:25", SmtpReply.of(250, "2.0.0", "ok"), 1));
  }

  private String line(MailEvent event) {
    clock.advance(Duration.ofMillis(1));
    return new String(writer.line(event), US_ASCII);
  }

  private List<String> story(QueuedMessage mail) throws SQLException {
    return store
        .story(mail.queueId())
        .map(
            story -> story.path("events").valueStream().map(e -> e.path("event").asText()).toList())
        .orElse(List.of());
  }

  private List<String> found(TrackingQuery query, int limit) throws SQLException {
    return store.find(query, limit).stream().map(mail -> mail.path("id").asText()).toList();
  }

  private TrackingQuery all() {
    return query(Optional.empty(), Optional.empty());
  }

  private TrackingQuery query(Optional<String> recipient, Optional<QueueId> before) {
    return new TrackingQuery(
        Optional.empty(),
        recipient,
        Optional.empty(),
        Optional.empty(),
        Instant.EPOCH,
        clock.instant().plusSeconds(1),
        before);
  }

  private static String id(QueuedMessage mail) {
    return mail.queueId().value();
  }

  @Test
  void whatIsNotAboutAMailIsLeftOut() throws Exception {
    QueuedMessage mail = mail("bob@example.org");
    String refused =
        "{\"event\":\"refused\",\"version\":1,\"id\":\"R1\",\"time\":\"2026-11-01T12:00:00Z\",\"code\":550}";
    String read =
        "{\"event\":\"archiveRead\",\"version\":1,\"id\":\"R2\",\"time\":\"2026-11-01T12:00:00Z\"}";
    List<List<String>> lots =
        List.of(List.of(refused, received(mail)), List.of(refused), List.of(delivered(mail), read));
    store.write(lots);
    store.write(lots);
    store.write(List.of(List.of(read)));
    assertThat(story(mail)).containsExactly("received", "delivered");
    assertThat(found(all(), 10)).containsExactly(mail.queueId().value());
  }

  @Test
  void aLotThatComesAgainIsWrittenOnce() throws SQLException {
    QueuedMessage mail = mail("bob@example.net");
    List<String> first = List.of(received(mail));
    List<String> second = List.of(delivered(mail));
    store.write(List.of(first, second));
    // a crash before the acknowledgement, twice: they come again, in other company
    reopen(Duration.ofDays(1), 1L << 30);
    store.write(List.of(first));
    store.write(List.of(second, List.of(delivered(mail))));
    store.write(List.of(List.of(delivered(mail))));
    assertThat(story(mail)).containsExactly("received", "delivered", "delivered", "delivered");
    assertThat(found(all(), 10)).containsExactly(id(mail));
  }

  @Test
  void nothingOfAWriteThatFailsIsThere() throws SQLException {
    QueuedMessage before = mail("bob@example.net");
    store.write(List.of(List.of(received(before))));
    QueuedMessage mail = mail("bob@example.net");
    List<String> lot = List.of(received(mail));
    try (Connection other = connect()) {
      other.createStatement().execute("ALTER TABLE tracked_event_1 RENAME TO away");
      assertThatThrownBy(() -> store.write(List.of(lot))).isInstanceOf(SQLException.class);
      other.createStatement().execute("ALTER TABLE away RENAME TO tracked_event_1");
    }
    assertThat(found(all(), 10)).containsExactly(id(before));
    store.write(List.of(lot));
    assertThat(story(mail)).containsExactly("received");
    assertThat(found(all(), 10)).containsExactly(id(mail), id(before));
  }

  private Connection connect() throws SQLException {
    return DriverManager.getConnection(
        "jdbc:h2:file:"
            + directory.resolve("tracking/tracking")
            + ";DB_CLOSE_ON_EXIT=FALSE;CACHE_SIZE=16384");
  }

  @Test
  void whatIsNoEventHoldsNothingUp() throws SQLException {
    QueuedMessage mail = mail("bob@example.net");
    store.write(List.of(List.of("{}", "nonsense", "{\"id\":1}", received(mail)), List.of("")));
    assertThat(story(mail)).containsExactly("received");
  }

  @Test
  void aMailStaysInOnePartitionHoweverLongItTakes() throws SQLException {
    QueuedMessage early = mail("bob@example.net");
    store.write(List.of(List.of(received(early))));
    for (int day = 0; day < 3; day++) {
      clock.advance(Duration.ofDays(1).plusMinutes(2));
      QueuedMessage mail = mail("bob@example.net");
      store.write(List.of(List.of(received(mail), delivered(mail))));
      clock.advance(Duration.ofMinutes(2));
      QueuedMessage next = mail("carol@example.net");
      store.write(List.of(List.of(received(next), delivered(next))));
    }
    store.write(List.of(List.of(delivered(early))));
    assertThat(story(early)).containsExactly("received", "delivered");
    assertThat(found(query(Optional.of("bob@example.net"), Optional.empty()), 10)).hasSize(4);
    assertThat(found(query(Optional.of("EXAMPLE.NET"), Optional.empty()), 10)).hasSize(7);
    List<String> newest = found(all(), 5);
    assertThat(newest).hasSize(5).isSortedAccordingTo((a, b) -> b.compareTo(a));
    QueueId last = new QueueId(newest.getLast());
    assertThat(found(query(Optional.empty(), Optional.of(last)), 5))
        .hasSize(2)
        .last()
        .isEqualTo(id(early));
  }

  /** As ids that are made of an idempotency key are. */
  @Test
  void whatAnIdLooksLikeDoesNotMatter() throws SQLException {
    List<String> newestFirst = new ArrayList<>();
    for (String id : List.of("F0F0F0F0", "0A0A0A0A", "ZZZZZZZZZZZZZZZZ", "1111111111111111")) {
      QueuedMessage mail = mail(new QueueId(id), "bob@example.net");
      store.write(List.of(List.of(received(mail), delivered(mail))));
      newestFirst.addFirst(id);
      clock.advance(Duration.ofHours(17));
    }
    assertThat(found(all(), 10)).containsExactlyElementsOf(newestFirst);
    assertThat(found(query(Optional.empty(), Optional.of(new QueueId(newestFirst.get(1)))), 10))
        .containsExactlyElementsOf(newestFirst.subList(2, 4));
    assertThat(store.story(new QueueId("F0F0F0F0"))).isPresent();
    reopen(Duration.ofHours(1), 1L << 30);
    store.retain();
    assertThat(found(all(), 10)).contains("1111111111111111").doesNotContain("F0F0F0F0");
    assertThatThrownBy(
            () -> found(query(Optional.empty(), Optional.of(new QueueId("F0F0F0F0"))), 10))
        .hasMessageContaining("before");
  }

  @Test
  void oldMailIsForgotten() throws SQLException {
    QueuedMessage old = mail("bob@example.net");
    store.write(List.of(List.of(received(old))));
    clock.advance(Duration.ofDays(2));
    QueuedMessage mail = mail("bob@example.net");
    store.write(List.of(List.of(received(mail)))); // has the next partition made
    clock.advance(Duration.ofDays(2));
    QueuedMessage next = mail("bob@example.net");
    store.write(List.of(List.of(received(next))));
    reopen(Duration.ofDays(3), 1L << 30);
    store.retain();
    assertThat(found(all(), 10)).containsExactly(id(next), id(mail), id(old));
    reopen(Duration.ofHours(1), 1L << 30);
    store.retain();
    assertThat(found(all(), 10)).containsExactly(id(next));
    assertThat(story(old)).isEmpty();
    store.write(List.of(List.of(delivered(old)))); // it was still on a queue
    assertThat(story(old)).containsExactly("delivered");
  }

  @Test
  void ofTooMuchTheOldestIsForgotten() throws SQLException {
    reopen(Duration.ofDays(30), 4L << 20);
    QueuedMessage oldest = mail("bob@example.net");
    store.write(List.of(List.of(received(oldest))));
    for (int hour = 0; hour < 40; hour++) {
      store.write(List.of(manyMails()));
      clock.advance(Duration.ofHours(1));
      store.retain();
    }
    QueuedMessage newest = mail("bob@example.net");
    store.write(List.of(List.of(received(newest))));
    assertThat(story(oldest)).isEmpty();
    assertThat(story(newest)).containsExactly("received");
    assertThat(found(all(), 100_000)).hasSizeBetween(MANY, 30 * MANY);
  }

  private List<String> manyMails() {
    List<String> lines = new ArrayList<>();
    for (int i = 0; i < MANY; i++) {
      QueuedMessage mail = mail("r" + i + "@example.net");
      lines.add(received(mail));
      lines.add(delivered(mail));
    }
    return lines;
  }

  @Test
  void aSummarySaysWhatHasBecomeOfEachRecipient() throws SQLException {
    QueuedMessage mail = mail("bob@example.net", "team@example.org");
    QueuedMessage part = mail.withRecipients(mail.envelope().recipients().subList(0, 1));
    store.write(
        List.of(
            List.of(
                received(mail),
                line(
                    new MailEvent.Expanded(
                        mail,
                        mail.envelope().recipients().subList(1, 2),
                        List.of(Mails.recipient("dave@example.com")))),
                delivered(part))));
    JsonNode summary =
        store.find(query(Optional.of("dave@example.com"), Optional.empty()), 1).getFirst();
    assertThat(
            summary
                .path("recipients")
                .valueStream()
                .map(r -> r.path("address").asText() + " " + r.path("state").asText()))
        .containsExactly(
            "bob@example.net delivered", "team@example.org expanded", "dave@example.com received");
    assertThat(summary.path("recipients").get(0).path("reply").asText()).isEqualTo("250 2.0.0 ok");
  }

  @Test
  void tablesOfALaterVersionAreLeftAlone() throws SQLException {
    QueuedMessage mail = mail("bob@example.net");
    store.write(List.of(List.of(received(mail))));
    try (Connection other = connect()) {
      other.createStatement().execute("UPDATE tracking_version SET version = 2");
    }
    reopen(Duration.ofDays(1), 1L << 30);
    assertThatThrownBy(() -> store.write(List.of(List.of(received(mail)))))
        .hasMessageContaining("of version 2, not of 1");
  }

  /** As after a crash in the middle of the removal of a partition. */
  @Test
  void tablesThatAreMissingAreMadeAnew() throws SQLException {
    QueuedMessage lost = mail("a@example.org");
    store.write(List.of(List.of(received(lost))));
    store.close();
    try (Connection connection = connect();
        Statement statement = connection.createStatement()) {
      statement.execute("DROP TABLE tracked_mail_1");
      statement.execute("DROP TABLE tracked_event_1");
    }
    reopen(TrackingSettings.DEFAULT.keepFor(), TrackingSettings.DEFAULT.keepAtMost());
    QueuedMessage next = mail("b@example.org");
    store.write(List.of(List.of(received(next), delivered(next))));
    assertThat(story(next)).containsExactly("received", "delivered");
    assertThat(story(lost)).isEmpty();
  }

  @Test
  void aQueryKnowsAddressesDomainsAndTheNullPath() {
    for (String wrong : List.of("a b@example.org", "exa mple", "<>@example.org")) {
      assertThatThrownBy(() -> query(Optional.of(wrong), Optional.empty()))
          .isInstanceOf(IllegalArgumentException.class);
    }
  }
}
