package org.dromedary.spool;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.apache.activemq.artemis.api.core.SimpleString;
import org.apache.activemq.artemis.api.core.client.ClientConsumer;
import org.apache.activemq.artemis.api.core.client.ClientMessage;
import org.apache.activemq.artemis.api.core.client.ClientProducer;
import org.apache.activemq.artemis.api.core.client.ClientSession;
import org.apache.camel.builder.RouteBuilder;
import org.dromedary.mail.MailContent;
import org.dromedary.queue.QueuedMessage;
import org.dromedary.queue.RetryState;
import org.dromedary.queue.Stage;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The contract of {@code spool:} against a broker on disk. */
class SpoolIT {
  private final List<QueuedMessage> received = Collections.synchronizedList(new ArrayList<>());

  @TempDir Path directory;

  @Test
  void keepsEnvelopeAndOctetsOverARestart() throws Exception {
    QueuedMessage mail =
        SpoolFixture.mail("ID1", "Subject: \u00e9\r\n\r\n.\r\nbody\r\n")
            .withRetry(
                new RetryState(
                    3, Stage.LOCAL, Optional.of(Instant.ofEpochMilli(42)), "451 4.3.0 later"));
    try (SpoolFixture spool = SpoolFixture.start(directory, nothing())) {
      spool.send("mail.in", mail);
    }
    try (SpoolFixture spool = SpoolFixture.start(directory, collect("mail.in"))) {
      await().until(() -> !received.isEmpty());
      QueuedMessage got = received.getFirst();
      assertThat(got.queueId()).isEqualTo(mail.queueId());
      assertThat(got.envelope()).isEqualTo(mail.envelope());
      assertThat(got.arrival()).isEqualTo(mail.arrival());
      assertThat(got.retry()).isEqualTo(mail.retry());
      assertThat(octets(got)).isEqualTo(octets(mail));
      await().until(() -> spool.depth("mail.in") == 0);
    }
  }

  @Test
  void sendsAndAcknowledgementTakeEffectTogether() throws Exception {
    CountDownLatch sent = new CountDownLatch(1);
    CountDownLatch mayComplete = new CountDownLatch(1);
    RouteBuilder route =
        new RouteBuilder() {
          @Override
          public void configure() {
            from("spool:mail.in")
                .to("spool:mail.out")
                .to("spool:mail.copy")
                .process(
                    e -> {
                      sent.countDown();
                      mayComplete.await(10, SECONDS);
                    });
          }
        };
    try (SpoolFixture spool = SpoolFixture.start(directory, route)) {
      spool.send("mail.in", SpoolFixture.mail("ID1", "x"));
      assertThat(sent.await(10, SECONDS)).isTrue();
      spool.awaitDepth("mail.in", 1);
      assertThat(spool.depth("mail.out")).isZero();
      mayComplete.countDown();
      await().until(() -> spool.depth("mail.in") == 0);
      spool.awaitDepth("mail.out", 1);
      spool.awaitDepth("mail.copy", 1);
    }
  }

  @Test
  void completesInAnyOrder() throws Exception {
    CompletableFuture<Void> firstMayComplete = new CompletableFuture<>();
    RouteBuilder route =
        new RouteBuilder() {
          @Override
          public void configure() {
            from("spool:mail.in")
                .process(
                    e -> {
                      if (e.getMessage()
                          .getBody(QueuedMessage.class)
                          .queueId()
                          .value()
                          .equals("0")) {
                        firstMayComplete.join();
                      }
                    })
                .to("spool:mail.out");
          }
        };
    try (SpoolFixture spool = SpoolFixture.start(directory, route)) {
      for (int i = 0; i < 20; i++) {
        spool.send("mail.in", SpoolFixture.mail(Integer.toString(i), "x"));
      }
      await().until(() -> spool.depth("mail.out") == 19);
      spool.awaitDepth("mail.in", 1);
      firstMayComplete.complete(null);
      await().until(() -> spool.depth("mail.out") == 20 && spool.depth("mail.in") == 0);
    }
  }

  @Test
  void oneFailingMessageInABatchHarmsNoOther() throws Exception {
    RouteBuilder route =
        new RouteBuilder() {
          @Override
          public void configure() {
            from("spool:mail.in")
                .to("spool:mail.out")
                .process(
                    e -> {
                      if (e.getMessage()
                          .getBody(QueuedMessage.class)
                          .queueId()
                          .value()
                          .equals("7")) {
                        throw new IllegalStateException("no luck with 7");
                      }
                    });
          }
        };
    try (SpoolFixture spool = SpoolFixture.start(directory, route)) {
      CompletableFuture.allOf(
              IntStream.range(0, 20)
                  .mapToObj(
                      i ->
                          CompletableFuture.runAsync(
                              () ->
                                  spool.send(
                                      "mail.in", SpoolFixture.mail(Integer.toString(i), "x"))))
                  .toArray(CompletableFuture[]::new))
          .join();
      await().until(() -> spool.depth("mail.out") == 19 && spool.depth("mail.in") == 0);
      ClientMessage dead = browse(spool, "mail.dead");
      assertThat(dead.getStringProperty("mailQueueId")).isEqualTo("7");
      assertThat(dead.getStringProperty("mailDeadFrom")).isEqualTo("mail.in");
      assertThat(dead.getStringProperty("mailDeadReason")).contains("no luck with 7");
    }
  }

  @Test
  void repeatsAnExchangeThatFailedWithoutSendingTwice() throws Exception {
    AtomicInteger calls = new AtomicInteger();
    RouteBuilder route =
        new RouteBuilder() {
          @Override
          public void configure() {
            from("spool:mail.in?maximumRedeliveries=2&redeliveryDelay=10")
                .to("spool:mail.out")
                .process(
                    e -> {
                      if (calls.incrementAndGet() < 3) {
                        throw new IllegalStateException("not yet");
                      }
                    });
          }
        };
    try (SpoolFixture spool = SpoolFixture.start(directory, route)) {
      spool.send("mail.in", SpoolFixture.mail("ID1", "x"));
      await().until(() -> spool.depth("mail.in") == 0);
      assertThat(calls).hasValue(3);
      spool.awaitDepth("mail.out", 1);
      assertThat(spool.depth("mail.dead")).isZero();
    }
  }

  @Test
  void parksAMessageThatIsNoMail() throws Exception {
    try (SpoolFixture spool = SpoolFixture.start(directory, collect("mail.in"))) {
      try (ClientSession session = spool.broker().openSession();
          ClientProducer producer = session.createProducer("mail.in")) {
        ClientMessage message = session.createMessage(true);
        message.putStringProperty("color", "red");
        message.getBodyBuffer().writeString("hello");
        producer.send(message);
        session.commit();
      }
      await().until(() -> spool.depth("mail.dead") == 1);
      assertThat(browse(spool, "mail.dead").getStringProperty("color")).isEqualTo("red");
      spool.send("mail.in", SpoolFixture.mail("ID1", "x"));
      await().until(() -> received.size() == 1 && spool.depth("mail.in") == 0);
    }
  }

  @Test
  void aStoppedRouteGivesItsMessagesBack() throws Exception {
    RouteBuilder route =
        new RouteBuilder() {
          @Override
          public void configure() {
            from("spool:mail.in")
                .routeId("slow")
                .process(e -> e.setRollbackOnly(true))
                .process(e -> received.add(e.getMessage().getBody(QueuedMessage.class)));
          }
        };
    try (SpoolFixture spool = SpoolFixture.start(directory, route)) {
      for (int i = 0; i < 50; i++) {
        spool.send("mail.in", SpoolFixture.mail(Integer.toString(i), "x"));
      }
      await().until(() -> spool.depth("mail.in") == 50);
      spool.camel().getRouteController().stopRoute("slow");
      spool.awaitDepth("mail.in", 50);
      assertThat(delivering(spool, "mail.in")).isZero();
      spool.camel().addRoutes(collect("mail.in"));
      await().until(() -> received.size() == 50 && spool.depth("mail.in") == 0);
      assertThat(received)
          .extracting(mail -> mail.queueId().value())
          .containsOnlyOnceElementsOf(IntStream.range(0, 50).mapToObj(Integer::toString).toList());
    }
  }

  @Test
  void stoppingWaitsForWhatIsInProgress() throws Exception {
    CountDownLatch started = new CountDownLatch(1);
    RouteBuilder route =
        new RouteBuilder() {
          @Override
          public void configure() {
            from("spool:mail.in")
                .routeId("slow")
                .process(e -> started.countDown())
                .delay(1000)
                .to("spool:mail.out");
          }
        };
    try (SpoolFixture spool = SpoolFixture.start(directory, route)) {
      spool.send("mail.in", SpoolFixture.mail("ID1", "x"));
      assertThat(started.await(10, SECONDS)).isTrue();
      spool.camel().getRouteController().stopRoute("slow");
      assertThat(spool.depth("mail.in")).isZero();
      spool.awaitDepth("mail.out", 1);
    }
  }

  @Test
  void boundsWhatIsInFlight() throws Exception {
    AtomicInteger now = new AtomicInteger();
    AtomicInteger most = new AtomicInteger();
    RouteBuilder route =
        new RouteBuilder() {
          @Override
          public void configure() {
            from("spool:mail.in?maximumInFlight=5")
                .process(e -> most.accumulateAndGet(now.incrementAndGet(), Math::max))
                .delay(20)
                .process(e -> now.decrementAndGet())
                .to("spool:mail.out");
          }
        };
    try (SpoolFixture spool = SpoolFixture.start(directory, route)) {
      for (int i = 0; i < 40; i++) {
        spool.send("mail.in", SpoolFixture.mail(Integer.toString(i), "x"));
      }
      await().until(() -> spool.depth("mail.out") == 40);
      assertThat(most.get()).isBetween(2, 5);
    }
  }

  @Test
  void holdsTheHeadUntilItIsDue() throws Exception {
    ConcurrentHashMap<String, Instant> at = new ConcurrentHashMap<>();
    RouteBuilder route =
        new RouteBuilder() {
          @Override
          public void configure() {
            from("spool:mail.in?holdUntilDue=true")
                .process(
                    e ->
                        at.put(
                            e.getMessage().getBody(QueuedMessage.class).queueId().value(),
                            Instant.now()));
          }
        };
    Instant due = Instant.now().plusSeconds(2);
    try (SpoolFixture spool = SpoolFixture.start(directory, route)) {
      RetryState state = new RetryState(1, Stage.REMOTE, Optional.of(due), "");
      spool.send("mail.in", SpoolFixture.mail("A", "x").withRetry(state));
      spool.send("mail.in", SpoolFixture.mail("B", "x"));
      await().until(() -> at.size() == 2);
      assertThat(at.get("A")).isAfterOrEqualTo(due.minusMillis(1));
      assertThat(at.get("B")).isAfterOrEqualTo(due.minusMillis(1));
    }
  }

  @Test
  void streamsLargeMailAndRemovesItsFiles() throws Exception {
    byte[] octets = new byte[30 << 20];
    for (int i = 0; i < octets.length; i++) {
      octets[i] = (byte) (i % 251);
    }
    Path file = Files.write(directory.resolve("large.eml"), octets);
    RouteBuilder route =
        new RouteBuilder() {
          @Override
          public void configure() {
            from("spool:mail.in").to("spool:mail.out");
            from("spool:mail.out")
                .process(
                    e -> {
                      QueuedMessage mail = e.getMessage().getBody(QueuedMessage.class);
                      assertThat(mail.content()).isInstanceOf(MailContent.InFile.class);
                      assertThat(octets(mail)).isEqualTo(octets);
                      received.add(mail);
                    });
          }
        };
    try (SpoolFixture spool = SpoolFixture.start(directory, route)) {
      spool.send("mail.in", SpoolFixture.mail("ID1", MailContent.in(file, octets.length)));
      await().until(() -> received.size() == 1 && spool.depth("mail.out") == 0);
      try (Stream<Path> left = Files.list(directory.resolve("tmp"))) {
        assertThat(left).isEmpty();
      }
      assertThat(spool.depth("mail.dead")).isZero();
    }
  }

  /**
   * Ten messages make at least ten sends and one commit, which is the eleventh step when all ten
   * share it: every step of the first ones breaks once.
   */
  @ParameterizedTest
  @CsvSource({
    "1,false",
    "1,true",
    "2,false",
    "2,true",
    "3,false",
    "3,true",
    "4,false",
    "4,true",
    "8,true",
    "11,false"
  })
  void aBreakAtAnyStepLosesNothing(int step, boolean afterwards) throws Exception {
    try (SpoolFixture spool = SpoolFixture.start(directory, nothing())) {
      for (int i = 0; i < 10; i++) {
        spool.send("mail.in", SpoolFixture.mail(Integer.toString(i), "x"));
      }
    }
    FaultySessions[] faulty = new FaultySessions[1];
    RouteBuilder route =
        new RouteBuilder() {
          @Override
          public void configure() {
            from("spool:mail.in").to("spool:mail.out");
          }
        };
    try (SpoolFixture spool =
        SpoolFixture.start(
            directory,
            route,
            sessions -> faulty[0] = new FaultySessions(sessions, step, afterwards))) {
      await().atMost(20, SECONDS).until(() -> faulty[0].hasBroken() && spool.depth("mail.in") == 0);
      spool.camel().addRoutes(collect("mail.out"));
      await()
          .untilAsserted(
              () ->
                  assertThat(received)
                      .extracting(mail -> mail.queueId().value())
                      .containsAll(IntStream.range(0, 10).mapToObj(Integer::toString).toList()));
      // a commit whose answer was lost has taken effect: the broker does not give them again
      assertThat(received).hasSize(10);
      assertThat(spool.depth("mail.dead")).isZero();
    }
  }

  private RouteBuilder collect(String address) {
    return new RouteBuilder() {
      @Override
      public void configure() {
        from("spool:" + address)
            .process(e -> received.add(e.getMessage().getBody(QueuedMessage.class)));
      }
    };
  }

  private static RouteBuilder nothing() {
    return new RouteBuilder() {
      @Override
      public void configure() {
        // only producers are used
      }
    };
  }

  private static byte[] octets(QueuedMessage mail) throws Exception {
    try (InputStream in = mail.content().open()) {
      return in.readAllBytes();
    }
  }

  private static int delivering(SpoolFixture spool, String queue) {
    return spool.broker().server().locateQueue(SimpleString.of(queue)).getDeliveringCount();
  }

  private static ClientMessage browse(SpoolFixture spool, String queue) throws Exception {
    await().until(() -> spool.depth(queue) > 0);
    try (ClientSession session = spool.broker().openSession();
        ClientConsumer consumer = session.createConsumer(queue, true)) {
      session.start();
      return consumer.receive(5000);
    }
  }
}
