package org.dromedary.spool;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.apache.activemq.artemis.api.core.SimpleString;
import org.apache.activemq.artemis.api.core.client.ClientConsumer;
import org.apache.activemq.artemis.api.core.client.ClientMessage;
import org.apache.activemq.artemis.api.core.client.ClientProducer;
import org.apache.activemq.artemis.api.core.client.ClientSession;
import org.apache.activemq.artemis.core.server.Queue;
import org.dromedary.broker.BrokerSettings;
import org.dromedary.broker.BrokerTopic;
import org.dromedary.broker.EmbeddedBroker;
import org.dromedary.events.DroppedEvents;
import org.dromedary.events.TopicEvent;
import org.dromedary.queue.MailQueue;
import org.dromedary.spool.EventQueue.Mark;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Events become a mail in one transaction, on a broker on disk. */
class EventQueueIT {
  private static final String NAME = "mail.report.test";
  private static final Instant BEGIN = Instant.parse("2026-11-22T06:00:00Z");
  private static final Instant LATER = BEGIN.plus(Duration.ofHours(1));
  private static final byte[] LINE = "{\"event\":\"received\"}".getBytes(US_ASCII);

  private Path directory;
  private EmbeddedBroker broker;
  private EventQueue events;

  @BeforeEach
  void start(@TempDir Path temporary) throws Exception {
    directory = temporary;
    open();
  }

  @AfterEach
  void stop() throws Exception {
    broker.stop();
  }

  private void open() throws Exception {
    broker =
        EmbeddedBroker.start(
            new BrokerSettings(Path.of("artemis-config/broker.xml"), directory.resolve("broker")),
            () -> {});
    try (ClientSession session = broker.openSession()) {
      SpoolSessions.ensureQueue(session, MailQueue.INGRESS);
    }
    HistoryReader.start(
            "mail.tracking",
            broker::openSession,
            Duration.ZERO,
            lots -> {
              throw new IllegalStateException("lots are to wait");
            })
        .close();
    events = subscribe();
  }

  private EventQueue subscribe() throws Exception {
    return EventQueue.ensure(NAME, List.of("failed", "dropped"), broker::openSession, BEGIN);
  }

  /** The broker ends in the middle of whatever is done. */
  private void restart() throws Exception {
    broker.stop();
    open();
  }

  private static String failed(int number) {
    return "{\"event\":\"failed\",\"number\":" + number + "}";
  }

  private void publish(String... texts) throws Exception {
    try (BrokerTopic topic = broker.topic("mail.events")) {
      topic.publish(Stream.of(texts).map(text -> new TopicEvent(text, Optional.empty())).toList());
    }
  }

  private long depth(String queue) {
    Queue found = broker.server().locateQueue(SimpleString.of(queue));
    return found == null ? -1 : found.getMessageCount();
  }

  /** The broker counts a message a moment after the commit. */
  private void awaitDepth(String queue, long depth) {
    await().untilAsserted(() -> assertThat(depth(queue)).isEqualTo(depth));
  }

  private EventTaking taking() throws Exception {
    return events.take(LATER).orElseThrow();
  }

  private static List<String> read(EventTaking taking) throws Exception {
    List<String> read = new ArrayList<>();
    assertThat(taking.read(1000, read::add)).isFalse();
    return read;
  }

  private List<String> look() throws Exception {
    List<String> seen = new ArrayList<>();
    var unused = events.look(1000, seen::add, LATER);
    return seen;
  }

  @Test
  void eventsAreGoneWhenTheMailIsQueued() throws Exception {
    publish(failed(1), failed(2));
    try (EventTaking taking = taking()) {
      assertThat(taking.mark()).isEqualTo(new Mark(BEGIN, BEGIN));
      assertThat(read(taking)).containsExactly(failed(1), failed(2));
      assertThat(depth(MailQueue.INGRESS)).isZero();
      taking.commit(
          Optional.of(SpoolFixture.mail("R1", "Subject: report\r\n\r\n")),
          List.of(LINE),
          new Mark(LATER, LATER));
    }
    awaitDepth(MailQueue.INGRESS, 1);
    awaitDepth("mail.tracking", 1);
    restart();
    awaitDepth(MailQueue.INGRESS, 1);
    assertThat(look()).isEmpty();
    assertThat(events.mark(BEGIN)).isEqualTo(new Mark(LATER, LATER));
  }

  @Test
  void aCrashBeforeTheCommitLosesNothing() throws Exception {
    publish(failed(1), failed(2));
    EventTaking taking = taking();
    assertThat(read(taking)).hasSize(2);
    restart();
    assertThat(look()).containsExactly(failed(1), failed(2));
    assertThat(depth(MailQueue.INGRESS)).isZero();
    try (EventTaking again = taking()) {
      assertThat(again.mark()).isEqualTo(new Mark(BEGIN, BEGIN));
      assertThat(read(again)).containsExactly(failed(1), failed(2));
    }
  }

  /** What is there is counted before anything is delivered: then the broker counts it twice. */
  @Test
  void whatComesMeanwhileIsLeft() throws Exception {
    publish(failed(1));
    try (EventTaking taking = taking()) {
      publish(failed(2));
      awaitDepth(NAME, 2);
      assertThat(read(taking)).containsExactly(failed(1));
      taking.commit(Optional.empty(), List.of(), taking.mark());
    }
    try (EventTaking taking = taking()) {
      assertThat(read(taking)).containsExactly(failed(2));
    }
  }

  @Test
  void whatIsNotCommittedIsGivenBack() throws Exception {
    publish(failed(1));
    try (EventTaking taking = taking()) {
      assertThat(read(taking)).hasSize(1);
    }
    assertThat(look()).containsExactly(failed(1));
    try (EventTaking taking = taking()) {
      assertThat(read(taking)).hasSize(1);
    }
  }

  @Test
  void onlyItsWordsCome() throws Exception {
    publish("{\"event\":\"delivered\"}", failed(1), "{\"event\":\"dropped\",\"count\":1}");
    assertThat(look()).containsExactly(failed(1), "{\"event\":\"dropped\",\"count\":1}");
  }

  @Test
  void aPartIsTakenAndTheRestIsThere() throws Exception {
    publish(failed(1), failed(2), failed(3));
    try (EventTaking taking = taking()) {
      List<String> read = new ArrayList<>();
      assertThat(taking.read(2, read::add)).isTrue();
      assertThat(read).containsExactly(failed(1), failed(2));
      taking.commit(Optional.empty(), List.of(), taking.mark());
    }
    try (EventTaking taking = taking()) {
      List<String> read = new ArrayList<>();
      assertThat(taking.read(1, read::add)).isFalse();
      assertThat(read).containsExactly(failed(3));
    }
  }

  @Test
  void whatIsInPageFilesIsReadInParts() throws Exception {
    int count = 40_000; // some 35 MiB, of which 16 may be in memory
    String padding = "x".repeat(400);
    publish(
        IntStream.range(0, count)
            .mapToObj(
                i -> "{\"event\":\"failed\",\"number\":" + i + ",\"padding\":\"" + padding + "\"}")
            .toArray(String[]::new));
    Queue queue = broker.server().locateQueue(SimpleString.of(NAME));
    assertThat(queue.getPagingStore().isPaging()).isTrue();
    await().until(() -> depth(NAME) == count); // what is in page files is counted afterwards
    List<String> seen = new ArrayList<>();
    var unused = events.look(count, seen::add, LATER);
    assertThat(seen).hasSize(count);
    List<String> read = new ArrayList<>();
    boolean more = true;
    for (int parts = 1; more; parts++) {
      assertThat(parts).isLessThan(5);
      try (EventTaking taking = taking()) {
        more = taking.read(count, read::add);
        taking.commit(Optional.empty(), List.of(), taking.mark());
      }
    }
    assertThat(read.equals(seen)).isTrue();
    assertThat(look()).isEmpty();
  }

  private static String dropped(long count) {
    return "{\"event\":\"dropped\",\"count\":" + count + "}";
  }

  private static String[] failed(int from, int until) {
    return IntStream.range(from, until).mapToObj(EventQueueIT::failed).toArray(String[]::new);
  }

  private static long missing(List<String> events) {
    return events.stream().mapToLong(DroppedEvents::count).sum();
  }

  private static long kept(List<String> events) {
    return events.stream().filter(event -> DroppedEvents.count(event) == 0).count();
  }

  @Test
  void whatIsCutOffIsTold() throws Exception {
    publish(failed(0, 3000));
    assertThat(events.shorten(3000, EventQueueIT::dropped)).isZero();
    long lost = events.shorten(900, EventQueueIT::dropped);
    restart();
    List<String> left = look();
    assertThat(left).hasSize(900).contains(failed(2999)).doesNotContain(failed(0));
    assertThat(missing(left)).isEqualTo(lost);
    assertThat(kept(left) + lost).isEqualTo(3000);
    awaitDepth(NAME + ".mark", 1);
  }

  @Test
  void howOftenItIsCutDoesNotMatter() throws Exception {
    int count = 0;
    long lost = 0;
    for (int round = 0; round < 30; round++) {
      publish(failed(count, count + 50));
      count += 50;
      lost += events.shorten(40, EventQueueIT::dropped);
    }
    List<String> left = look();
    assertThat(left).hasSize(40);
    assertThat(missing(left)).isEqualTo(lost);
    assertThat(kept(left) + lost).isEqualTo(count);
  }

  @Test
  void whatIsCutOffOfOneReportIsInAllOtherSubscriptions() throws Exception {
    EventQueue other =
        EventQueue.ensure(
            "mail.report.other", List.of("failed", "dropped"), broker::openSession, BEGIN);
    publish(failed(0, 20));
    assertThat(events.shorten(5, EventQueueIT::dropped)).isEqualTo(16);
    List<String> seen = new ArrayList<>();
    var unused = other.look(1000, seen::add, LATER);
    assertThat(seen).containsExactly(failed(0, 20));
    new EventSubscriptions(broker.server(), "mail.events", 1).trim();
    awaitDepth("mail.report.other", 20);
    assertThat(look()).hasSize(5);
  }

  @Test
  void whileAReportIsMadeNothingOfItIsCutOff() throws Exception {
    publish(failed(0, 20));
    try (EventTaking taking = taking()) {
      assertThat(read(taking)).hasSize(20);
      assertThat(events.shorten(5, EventQueueIT::dropped)).isZero();
      taking.commit(Optional.empty(), List.of(), taking.mark());
    }
    assertThat(look()).isEmpty();
  }

  @Test
  void theReaderForMailsDoesNotGetWhatElseHappens() throws Exception {
    HistoryReader.startForMails("mail.other", broker::openSession, Duration.ZERO, lots -> {})
        .close();
    byte[] ofMail = "{\"event\":\"held\",\"queueId\":\"1\"}".getBytes(US_ASCII);
    byte[] refused = "{\"event\":\"refused\"}".getBytes(US_ASCII);
    List<List<String>> read = new ArrayList<>();
    try (ClientSession session = broker.openSession();
        ClientProducer producer = session.createProducer()) {
      EventMessages.send(
          Stream.of(List.of(ofMail), List.of(refused), List.of(ofMail, ofMail))
              .map(lines -> new Completion(List.of(), lines, Optional.empty(), failure -> {}))
              .toList(),
          session,
          producer);
      session.commit();
      session.start();
      try (ClientConsumer all = session.createConsumer("mail.tracking", true)) {
        for (ClientMessage lot : EventTaking.first(2, all)) {
          read.add(EventMessages.read(lot));
        }
      }
    }
    assertThat(read).hasSize(2);
    assertThat(read.getFirst()).containsExactly(new String(refused, US_ASCII));
    assertThat(read.getLast()).hasSize(3).containsOnly(new String(ofMail, US_ASCII));
    awaitDepth("mail.other", 1);
  }

  @Test
  void nobodyTakesWhileAnotherDoes() throws Exception {
    publish(failed(1));
    EventQueue otherRouter = subscribe();
    try (EventTaking taking = taking()) {
      assertThat(read(taking)).hasSize(1);
      assertThat(otherRouter.take(LATER)).isEmpty();
      taking.commit(Optional.empty(), List.of(), new Mark(LATER, LATER));
    }
    try (EventTaking after = otherRouter.take(LATER).orElseThrow()) {
      assertThat(after.mark()).isEqualTo(new Mark(LATER, LATER));
      assertThat(read(after)).isEmpty();
    }
  }

  @Test
  void twoRoutersTakeEachEventOnce() throws Exception {
    int count = 400;
    List<String> taken = Collections.synchronizedList(new ArrayList<>());
    CountDownLatch published = new CountDownLatch(1);
    try (ExecutorService routers = Executors.newFixedThreadPool(2)) {
      List<Future<?>> both = new ArrayList<>();
      for (int i = 0; i < 2; i++) {
        EventQueue queue = subscribe();
        both.add(routers.submit(() -> takeUntil(published, queue, taken)));
      }
      for (int i = 0; i < count; i += 4) {
        publish(failed(i), failed(i + 1), failed(i + 2), failed(i + 3));
      }
      published.countDown();
      for (Future<?> each : both) {
        each.get(60, TimeUnit.SECONDS);
      }
    }
    assertThat(taken)
        .containsExactlyInAnyOrderElementsOf(
            IntStream.range(0, count).mapToObj(EventQueueIT::failed).toList());
  }

  private static int takeUntil(CountDownLatch end, EventQueue queue, List<String> taken)
      throws Exception {
    boolean last = false;
    while (!last) {
      boolean ending = end.getCount() == 0;
      Optional<EventTaking> taking = queue.take(LATER);
      if (taking.isPresent()) {
        try (EventTaking mine = taking.get()) {
          List<String> read = read(mine);
          mine.commit(Optional.empty(), List.of(), new Mark(LATER, LATER));
          taken.addAll(read);
          last = ending && read.isEmpty();
        }
      }
    }
    return taken.size();
  }

  @Test
  void aLostMarkIsMadeAnew() throws Exception {
    publish(failed(1));
    assertThat(broker.server().locateQueue(SimpleString.of(NAME + ".mark")).deleteAllReferences())
        .isOne();
    await().until(() -> depth(NAME + ".mark") == 0);
    try (EventTaking taking = taking()) {
      assertThat(taking.mark()).isEqualTo(new Mark(LATER, LATER));
      assertThat(read(taking)).hasSize(1);
      taking.commit(Optional.empty(), List.of(), taking.mark());
    }
    awaitDepth(NAME + ".mark", 1);
  }

  @Test
  void whoIsSwitchedOffCollectsNothing() throws Exception {
    publish(failed(1));
    EventQueue.forget(NAME, broker::openSession);
    publish(failed(2));
    events = subscribe();
    assertThat(look()).isEmpty();
    awaitDepth(NAME + ".mark", 1);
  }
}
