package org.dromedary.spool;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.entry;
import static org.awaitility.Awaitility.await;

import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.UnaryOperator;
import org.apache.activemq.artemis.api.core.SimpleString;
import org.apache.activemq.artemis.core.server.Queue;
import org.apache.camel.CamelExecutionException;
import org.apache.camel.Processor;
import org.apache.camel.builder.RouteBuilder;
import org.dromedary.events.StageEvents;
import org.dromedary.mail.IdempotencyKey;
import org.dromedary.mail.MailContent;
import org.dromedary.mail.Submission;
import org.dromedary.testkit.MutableClock;
import org.dromedary.testkit.SpoolView;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Mail from outside goes through a route before it is stored; where that fails it is stored. */
@Timeout(60)
class DirectDeliveryIT {
  private static final String FROM = "spool:mail.in?directDelivery=true&redeliveryDelay=10";

  private final MutableClock clock = new MutableClock(Instant.parse("2026-11-27T12:00:00Z"));
  private final AtomicInteger runs = new AtomicInteger();

  @TempDir Path directory;

  /** A stage that works, and puts a mail on two queues. */
  private RouteBuilder route(Processor work) {
    return route(FROM, work);
  }

  private RouteBuilder route(String from, Processor work) {
    return new RouteBuilder() {
      @Override
      public void configure() {
        from(from)
            .routeId("stage")
            .process(e -> runs.incrementAndGet())
            .to("spool:mail.out")
            .process(work)
            .to("spool:mail.copy");
      }
    };
  }

  private RouteBuilder route() {
    return route(e -> {});
  }

  private SpoolFixture start(RouteBuilder route) throws Exception {
    return SpoolFixture.start(directory, route, UnaryOperator.identity(), clock);
  }

  private static void send(SpoolFixture spool) {
    spool.send("mail.in", SpoolFixture.mail("ID1", "x"));
  }

  private static Future<Object> sendLater(SpoolFixture spool) {
    return spool
        .camel()
        .createProducerTemplate()
        .asyncSendBody("spool:mail.in", SpoolFixture.mail("ID1", "x"));
  }

  private static Queue queue(SpoolFixture spool) {
    return spool.broker().server().locateQueue(SimpleString.of("mail.in"));
  }

  @Test
  void onlyWhatTheRouteMakesOfAMailIsStored() throws Exception {
    try (SpoolFixture spool = start(route())) {
      send(spool);
      spool.awaitDepth("mail.out", 1);
      spool.awaitDepth("mail.copy", 1);
      assertThat(spool.added("mail.in")).isZero();
      assertThat(runs).hasValue(1);
    }
  }

  @Test
  void largeMailGoesTheSameWay() throws Exception {
    try (SpoolFixture spool = start(route())) {
      spool.send("mail.in", SpoolFixture.mail("ID1", MailContent.of(new byte[3 << 20])));
      spool.awaitDepth("mail.copy", 1);
      assertThat(spool.added("mail.in")).isZero();
    }
  }

  @Test
  void itIsThereAfterARestart() throws Exception {
    try (SpoolFixture spool = start(route())) {
      send(spool);
    }
    try (SpoolFixture spool = start(route("spool:mail.other", e -> {}))) {
      spool.awaitDepth("mail.out", 1);
      spool.awaitDepth("mail.copy", 1);
    }
  }

  @ParameterizedTest
  @CsvSource({"1, false", "2, false", "3, false", "1, true", "2, true", "3, true"})
  void whenItBreaksAllOrNothingIsStoredAndTheSenderIsTold(int step, boolean afterwards)
      throws Exception {
    try (SpoolFixture spool =
        SpoolFixture.start(
            directory,
            route(),
            sessions -> new FaultySessions(sessions, step, afterwards),
            clock)) {
      assertThatThrownBy(() -> send(spool)).isInstanceOf(CamelExecutionException.class);
      int stored =
          step == 3 && afterwards ? 1 : 0; // the commit has taken effect, its answer is lost
      spool.awaitDepth("mail.out", stored);
      spool.awaitDepth("mail.copy", stored);
      assertThat(spool.added("mail.in")).isZero();
    }
  }

  @Test
  void whatHappenedBeforeAndInTheRouteIsToldTogether() throws Exception {
    List<List<String>> told = Collections.synchronizedList(new ArrayList<>());
    Processor tells =
        e -> e.getProperty(StageEvents.PROPERTY, StageEvents.class).add(List.of(line("routed")));
    try (SpoolFixture spool = start(route(tells));
        HistoryReader history =
            HistoryReader.start(
                "mail.tracking", spool.broker()::openSession, Duration.ZERO, told::addAll)) {
      StageEvents before = new StageEvents();
      before.add(List.of(line("received")));
      var unused =
          spool
              .camel()
              .createProducerTemplate()
              .send(
                  "spool:mail.in",
                  e -> {
                    e.setProperty(StageEvents.PROPERTY, before);
                    e.getMessage().setBody(SpoolFixture.mail("ID1", "x"));
                  });
      await().until(() -> !told.isEmpty());
      await().until(() -> history.waitingSince().isEmpty());
      assertThat(told)
          .containsExactly(List.of("{\"event\":\"received\"}", "{\"event\":\"routed\"}"));
    }
  }

  private static byte[] line(String word) {
    return ("{\"event\":\"" + word + "\"}").getBytes(US_ASCII);
  }

  @Test
  void aRouteThatFailsIsRepeatedFromTheQueueAndTheMailIsParked() throws Exception {
    Processor fails =
        e -> {
          throw new IllegalStateException("out of order");
        };
    try (SpoolFixture spool = start(route(fails))) {
      send(spool);
      spool.awaitDepth("mail.dead", 1);
      assertThat(spool.added("mail.in")).isEqualTo(1);
      assertThat(runs).hasValue(4); // once directly, then as the endpoint says
      assertThat(spool.depth("mail.out")).isZero();
      try (SpoolView view = SpoolView.open()) {
        assertThat(view.properties("mail.dead").getFirst())
            .contains(entry("mailDeadFrom", "mail.in"))
            .containsKey("mailDeadReason");
      }
    }
  }

  @Test
  void aMailThatIsRolledBackIsStored() throws Exception {
    try (SpoolFixture spool = start(route(e -> e.setRollbackOnly(true)))) {
      send(spool);
      await().until(() -> runs.get() == 2); // nobody has it until the route stops
      spool.awaitDepth("mail.in", 1);
      assertThat(spool.depth("mail.out")).isZero();
    }
  }

  @Test
  void whatTakesLongIsStoredAndTheLateResultCountsForNothing() throws Exception {
    CompletableFuture<Void> first = new CompletableFuture<>();
    Processor waits =
        e -> {
          if (runs.get() == 1) {
            first.join();
          }
        };
    try (SpoolFixture spool = start(route(waits))) {
      Future<Object> sent = sendLater(spool);
      await().until(() -> runs.get() == 1);
      clock.advance(DirectDelivery.LIMIT);
      spool.component().endLateDeliveries();
      assertThat(sent.isDone()).isFalse();
      clock.advance(Duration.ofMillis(1));
      spool.component().endLateDeliveries();
      spool.awaitDepth("mail.out", 1);
      assertThat(spool.added("mail.in")).isEqualTo(1);
      assertThat(runs).hasValue(2);
      sent.get();
      first.complete(null);
      spool.camel().stop(); // waits for the late one
      spool.awaitDepth("mail.copy", 1);
      spool.awaitDepth("mail.out", 1);
    }
  }

  @Test
  void mailOfAPausedQueueIsStored() throws Exception {
    try (SpoolFixture spool = start(route())) {
      queue(spool).pause();
      send(spool);
      spool.awaitDepth("mail.in", 1);
      assertThat(runs).hasValue(0);
      queue(spool).resume();
      spool.awaitDepth("mail.out", 1);
    }
  }

  @Test
  void mailOfASuspendedRouteIsStored() throws Exception {
    try (SpoolFixture spool = start(route())) {
      spool.camel().getRouteController().suspendRoute("stage");
      send(spool);
      await().until(() -> spool.added("mail.in") == 1); // its last look at the queue may find it
      spool.camel().getRouteController().resumeRoute("stage");
      spool.awaitDepth("mail.out", 1);
      send(spool);
      spool.awaitDepth("mail.out", 2);
      assertThat(spool.added("mail.in")).isEqualTo(1);
    }
  }

  @Test
  void aRouteThatIsResumedTakesThePlaceOfItsSuccessor() throws Exception {
    try (SpoolFixture spool = start(route())) {
      spool.camel().getRouteController().suspendRoute("stage");
      spool
          .camel()
          .addRoutes(
              new RouteBuilder() {
                @Override
                public void configure() {
                  from(FROM).routeId("successor").to("spool:mail.other");
                }
              });
      spool.camel().getRouteController().stopRoute("successor");
      spool.camel().getRouteController().resumeRoute("stage");
      send(spool);
      spool.awaitDepth("mail.out", 1);
      assertThat(spool.added("mail.in")).isZero();
    }
  }

  @Test
  void eventsOfARunThatFailedAreNotTold() throws Exception {
    List<List<String>> told = Collections.synchronizedList(new ArrayList<>());
    CompletableFuture<StageEvents> ofFirst = new CompletableFuture<>();
    Processor tells =
        e -> {
          StageEvents events = e.getProperty(StageEvents.PROPERTY, StageEvents.class);
          events.add(List.of(line("routed")));
          if (ofFirst.complete(events)) {
            throw new IllegalStateException("out of order");
          }
        };
    try (SpoolFixture spool = start(route(tells));
        HistoryReader history =
            HistoryReader.start(
                "mail.tracking", spool.broker()::openSession, Duration.ZERO, told::addAll)) {
      send(spool);
      await().until(() -> !told.isEmpty() && history.waitingSince().isEmpty());
      assertThat(told).containsExactly(List.of("{\"event\":\"routed\"}"));
      assertThat(ofFirst.get().end()).isEmpty();
    }
  }

  @Test
  void mailOfAStoppedRouteIsStored() throws Exception {
    try (SpoolFixture spool = start(route())) {
      spool.camel().getRouteController().stopRoute("stage");
      send(spool);
      spool.awaitDepth("mail.in", 1);
      assertThat(runs).hasValue(0);
    }
  }

  @Test
  void whatTheRouteHasNoRoomForIsStored() throws Exception {
    CompletableFuture<Void> end = new CompletableFuture<>();
    try (SpoolFixture spool = start(route(FROM + "&maximumInFlight=1", e -> end.join()))) {
      Future<Object> first = sendLater(spool);
      await().until(() -> runs.get() == 1);
      send(spool);
      spool.awaitDepth("mail.in", 1);
      end.complete(null);
      first.get();
      spool.awaitDepth("mail.out", 2);
      assertThat(spool.added("mail.in")).isEqualTo(1);
    }
  }

  @Test
  void mailWithAnIdempotencyKeyIsStored() throws Exception {
    try (SpoolFixture spool = start(route())) {
      spool.send(
          "mail.in",
          SpoolFixture.mail("ID1", "x")
              .withSubmission(
                  new Submission(
                      Optional.empty(),
                      Optional.of(IdempotencyKey.of("shop", "order 1")),
                      Submission.USUAL_PRIORITY,
                      Optional.empty())));
      spool.awaitDepth("mail.out", 1);
      assertThat(spool.added("mail.in")).isEqualTo(1);
    }
  }

  @Test
  void whatWaitsUntilItIsDueCannotBeDeliveredDirectly() {
    assertThatThrownBy(() -> start(route(FROM + "&holdUntilDue=true", e -> {})))
        .rootCause()
        .hasMessageContaining("exclude each other");
  }

  @Test
  void aMailFromAnotherStageIsStored() throws Exception {
    RouteBuilder routes =
        new RouteBuilder() {
          @Override
          public void configure() {
            from("spool:mail.first").to("spool:mail.in");
            from(FROM).to("spool:mail.out");
          }
        };
    try (SpoolFixture spool = start(routes)) {
      spool.send("mail.first", SpoolFixture.mail("ID1", "x"));
      spool.awaitDepth("mail.out", 1);
      assertThat(spool.added("mail.in")).isEqualTo(1);
    }
  }
}
