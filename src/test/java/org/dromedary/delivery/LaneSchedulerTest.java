package org.dromedary.delivery;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Predicate;
import org.dromedary.mail.Domain;
import org.dromedary.mail.SmtpReply;
import org.dromedary.queue.DeliveryOutcome;
import org.dromedary.routing.HostAccess;
import org.dromedary.routing.HostProtocol;
import org.dromedary.routing.MxOptions;
import org.dromedary.routing.SendLimits;
import org.dromedary.smtp.client.ConnectResult;
import org.dromedary.testkit.Mails;
import org.dromedary.tls.ClientTlsPolicy;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/**
 * Next hops are played by {@link #hosts}: an attempt is over as soon as the look-up of its hosts
 * gives none, and the test says when that is.
 */
class LaneSchedulerTest {
  private static final SmtpReply NO_SUCH_DOMAIN = SmtpReply.of(550, "5.1.2", "no such domain");
  private static final SmtpReply NAME_SERVER_FAILS = SmtpReply.of(451, "4.4.3", "no answer");
  private static final long SECOND = Duration.ofSeconds(1).toNanos();

  private final AtomicLong now = new AtomicLong();
  private final Map<NextHop, Semaphore> gates = new ConcurrentHashMap<>();
  private final Map<NextHop, AtomicInteger> running = new ConcurrentHashMap<>();
  private final Queue<String> begun = new ConcurrentLinkedQueue<>();
  private volatile SmtpReply reply = NO_SUCH_DOMAIN;
  private LaneScheduler scheduler = scheduler(100, 20);

  private static SendLimits limits(int connections) {
    return new SendLimits(connections, 100, 1000, Duration.ZERO, List.of());
  }

  private LaneScheduler scheduler(int inAll, int perNextHop) {
    return scheduler(inAll, perNextHop, limits(perNextHop));
  }

  private LaneScheduler scheduler(int initial, SendLimits limits) {
    return scheduler(100, initial, limits);
  }

  private LaneScheduler scheduler(int inAll, int initial, SendLimits limits) {
    DeliverySettings settings =
        new DeliverySettings(
            List.of(),
            25,
            inAll,
            initial,
            limits,
            Duration.ofMillis(50),
            Duration.ofSeconds(60),
            ClientTlsPolicy.DEFAULT,
            Optional.empty(),
            MxOptions.DEFAULTS);
    return new LaneScheduler(
        settings,
        hop ->
            new KeptConnection(
                () -> hosts(hop),
                host -> {
                  throw new IllegalStateException("no host to connect to " + host);
                },
                hop.access().limits()),
        Suspensions.none(),
        now::get);
  }

  private HostSelection hosts(NextHop hop) {
    begun.add(hop.toString());
    running(hop).incrementAndGet();
    gate(hop).acquireUninterruptibly();
    running(hop).decrementAndGet();
    return new HostSelection.None(reply);
  }

  private Semaphore gate(NextHop hop) {
    return gates.computeIfAbsent(hop, h -> new Semaphore(0));
  }

  private AtomicInteger running(NextHop hop) {
    return running.computeIfAbsent(hop, h -> new AtomicInteger());
  }

  private static NextHop hop(String domain) {
    return hop(domain, SendLimits.DEFAULTS);
  }

  private static NextHop hop(String domain, SendLimits limits) {
    return new NextHop.MailExchangers(
        Domain.parse(domain),
        new HostAccess(
            HostProtocol.SMTP,
            ClientTlsPolicy.DEFAULT,
            Optional.empty(),
            limits,
            MxOptions.DEFAULTS));
  }

  private CompletableFuture<List<DeliveryOutcome>> submit(NextHop hop) {
    return scheduler.submit(hop, Mails.to("u@" + hop)).toCompletableFuture();
  }

  private List<CompletableFuture<List<DeliveryOutcome>>> submit(NextHop hop, int mails) {
    List<CompletableFuture<List<DeliveryOutcome>>> results = new ArrayList<>();
    for (int i = 0; i < mails; i++) {
      results.add(submit(hop));
    }
    return results;
  }

  private void awaitRunning(NextHop hop, int attempts) {
    await().until(() -> running(hop).get() == attempts);
  }

  private static void awaitAll(List<CompletableFuture<List<DeliveryOutcome>>> results) {
    CompletableFuture.allOf(results.toArray(CompletableFuture[]::new))
        .orTimeout(10, TimeUnit.SECONDS)
        .join();
  }

  /** What ends a mail that was not tried runs on a thread of its own. */
  private static void awaitThat(
      List<CompletableFuture<List<DeliveryOutcome>>> results,
      Predicate<CompletableFuture<List<DeliveryOutcome>>> holds,
      int count) {
    await().until(() -> results.stream().filter(holds).count() == count);
  }

  @AfterEach
  void release() {
    scheduler.stop();
    gates.values().forEach(gate -> gate.release(100_000));
  }

  @Test
  void aLaneHasNoMoreWorkersThanItMay() {
    scheduler = scheduler(100, 3);
    NextHop hop = hop("a.example", limits(3));
    List<CompletableFuture<List<DeliveryOutcome>>> results = submit(hop, 10);
    awaitRunning(hop, 3);
    gate(hop).release(1);
    await().until(() -> begun.size() == 4);
    assertThat(running(hop)).hasValue(3);
    gate(hop).release(9);
    awaitAll(results);
  }

  @Test
  void allLanesTogetherHaveNoMoreWorkersThanTheyMay() {
    scheduler = scheduler(4, 3);
    submit(hop("a.example", limits(3)), 5);
    submit(hop("b.example", limits(3)), 5);
    submit(hop("c.example", limits(3)), 5);
    await().until(() -> begun.size() == 4);
    assertThat(running.values().stream().mapToInt(AtomicInteger::get).sum()).isEqualTo(4);
    assertThat(begun).containsExactlyInAnyOrder("a.example", "a.example", "a.example", "b.example");
  }

  @Test
  void lanesTakeTurnsWhenAllConnectionsAreInUse() {
    scheduler = scheduler(1, 1);
    NextHop busy = hop("busy.example", limits(1));
    NextHop other = hop("other.example", limits(1));
    gate(busy).release(1000);
    gate(other).release(1000);
    gate(busy).drainPermits();
    submit(busy, 500);
    awaitRunning(busy, 1);
    CompletableFuture<List<DeliveryOutcome>> waiting = submit(other);
    gate(busy).release(15); // of 500: one turn, and a part of the next
    assertThat(waiting).succeedsWithin(Duration.ofSeconds(10));
    assertThat(begun.stream().filter(name -> name.equals("other.example"))).hasSize(1);
  }

  @Test
  void anIdleWorkerGivesItsPlaceToALaneThatNeedsOne() {
    scheduler =
        new LaneScheduler(
            new DeliverySettings(
                List.of(),
                25,
                1,
                1,
                limits(1),
                Duration.ofMinutes(10),
                Duration.ofSeconds(60),
                ClientTlsPolicy.DEFAULT,
                Optional.empty(),
                MxOptions.DEFAULTS),
            hop -> new KeptConnection(() -> hosts(hop), LaneSchedulerTest::noConnection, limits(1)),
            Suspensions.none(),
            now::get);
    gate(hop("a.example")).release(1);
    gate(hop("b.example")).release(1);
    assertThat(submit(hop("a.example"))).succeedsWithin(Duration.ofSeconds(10));
    assertThat(submit(hop("b.example"))).succeedsWithin(Duration.ofSeconds(10));
  }

  private static ConnectResult noConnection(RemoteHost host) {
    throw new IllegalStateException("no host to connect to " + host);
  }

  @Test
  void anUnreachableNextHopIsClosedForItsBackOff() {
    NextHop hop = hop("down.example");
    reply = NAME_SERVER_FAILS;
    List<CompletableFuture<List<DeliveryOutcome>>> first = submit(hop, 30);
    awaitRunning(hop, 20);
    gate(hop).release(20);
    awaitAll(first);
    first.forEach(
        result ->
            assertThat(result.join())
                .singleElement()
                .isInstanceOfSatisfying(
                    DeliveryOutcome.Deferred.class,
                    deferred -> assertThat(deferred.reply()).isEqualTo(NAME_SERVER_FAILS)));
    int attempts = begun.size();
    now.addAndGet(59 * SECOND);
    assertThat(submit(hop)).isCompletedWithValueMatching(LaneSchedulerTest::isDeferred);
    assertThat(begun).hasSize(attempts);
    now.addAndGet(SECOND);
    gate(hop).release(1);
    assertThat(submit(hop)).succeedsWithin(Duration.ofSeconds(10));
    assertThat(begun).hasSize(attempts + 1);
  }

  private static boolean isDeferred(List<DeliveryOutcome> outcomes) {
    return outcomes.getFirst() instanceof DeliveryOutcome.Deferred;
  }

  private static boolean isPostponed(List<DeliveryOutcome> outcomes) {
    return outcomes.getFirst() instanceof DeliveryOutcome.Postponed;
  }

  @Test
  void aPermanentRefusalClosesNothing() {
    NextHop hop = hop("gone.example");
    gate(hop).release(2);
    assertThat(submit(hop)).succeedsWithin(Duration.ofSeconds(10));
    assertThat(submit(hop))
        .succeedsWithin(Duration.ofSeconds(10))
        .satisfies(
            outcomes -> assertThat(outcomes.getFirst()).isInstanceOf(DeliveryOutcome.Failed.class));
  }

  @Test
  void aLaneThatGetsOnMayHoldAnyNumber() {
    List<CompletableFuture<List<DeliveryOutcome>>> results = submit(hop("a.example"), 5000);
    assertThat(results).noneMatch(CompletableFuture::isDone);
  }

  @Test
  void aLaneThatDoesNotGetOnHoldsItsShareAndPostponesTheRest() {
    NextHop hop = hop("slow.example");
    submit(hop, 1000);
    now.addAndGet(2 * SECOND);
    List<CompletableFuture<List<DeliveryOutcome>>> more = submit(hop, 500);
    assertThat(more.getLast()).isCompletedWithValueMatching(LaneSchedulerTest::isPostponed);
    // another lane has room all the same
    NextHop other = hop("quick.example");
    gate(other).release(1);
    assertThat(submit(other))
        .succeedsWithin(Duration.ofSeconds(10))
        .matches(outcomes -> !isPostponed(outcomes));
  }

  @Test
  void noMailWaitsInMemoryForLong() {
    NextHop hop = hop("stuck.example");
    List<CompletableFuture<List<DeliveryOutcome>>> results = submit(hop, 25);
    awaitRunning(hop, 20);
    now.addAndGet(30 * SECOND);
    scheduler.sweep();
    assertThat(results).noneMatch(CompletableFuture::isDone);
    now.addAndGet(1);
    scheduler.sweep();
    awaitThat(results, result -> result.isDone() && isPostponed(result.join()), 5);
    assertThat(results.stream().filter(CompletableFuture::isDone)).hasSize(5);
  }

  @Test
  void aPauseGivesBackWhatWaitsAndTakesNothingUntilItEnds() {
    scheduler = scheduler(100, 2);
    NextHop hop = hop("a.example", limits(2));
    List<CompletableFuture<List<DeliveryOutcome>>> results = submit(hop, 5);
    awaitRunning(hop, 2);
    scheduler.pause();
    awaitThat(results, CompletableFuture::isCompletedExceptionally, 3);
    assertThat(submit(hop)).isCompletedExceptionally();
    gate(hop).release(2);
    await().until(() -> results.stream().allMatch(CompletableFuture::isDone));
    scheduler.goOn();
    CompletableFuture<List<DeliveryOutcome>> next = submit(hop);
    gate(hop).release(1);
    await().until(next::isDone);
    assertThat(next).isCompleted();
  }

  @Test
  void aStopGivesBackWhatWaitsAndLetsAttemptsFinish() {
    scheduler = scheduler(100, 2);
    NextHop hop = hop("a.example", limits(2));
    List<CompletableFuture<List<DeliveryOutcome>>> results = submit(hop, 5);
    awaitRunning(hop, 2);
    scheduler.stop();
    awaitThat(results, CompletableFuture::isCompletedExceptionally, 3);
    assertThat(submit(hop))
        .isCompletedExceptionally()
        .failsWithin(Duration.ZERO)
        .withThrowableThat()
        .withCauseInstanceOf(DeliveryStoppedException.class);
    gate(hop).release(2);
    await().until(() -> results.stream().allMatch(CompletableFuture::isDone));
    assertThat(results.stream().filter(result -> !result.isCompletedExceptionally())).hasSize(2);
    assertThat(begun).hasSize(2);
  }

  @Test
  void aFaultOfOursEndsTheMailAndNotTheWorker() {
    AtomicInteger lookUps = new AtomicInteger();
    scheduler =
        new LaneScheduler(
            new DeliverySettings(
                List.of(),
                25,
                1,
                1,
                limits(1),
                Duration.ofMillis(50),
                Duration.ofSeconds(60),
                ClientTlsPolicy.DEFAULT,
                Optional.empty(),
                MxOptions.DEFAULTS),
            hop ->
                new KeptConnection(
                    () -> {
                      if (lookUps.incrementAndGet() == 1) {
                        throw new IllegalStateException("a fault");
                      }
                      return new HostSelection.None(NO_SUCH_DOMAIN);
                    },
                    LaneSchedulerTest::noConnection,
                    limits(1)),
            Suspensions.none(),
            now::get);
    NextHop hop = hop("a.example");
    assertThat(submit(hop)).failsWithin(Duration.ofSeconds(10));
    assertThat(submit(hop)).succeedsWithin(Duration.ofSeconds(10));
  }

  @Test
  void whatABlockedRouteDoesWithAnEndedMailHoldsUpNoOtherLane() {
    scheduler = scheduler(100, 1);
    NextHop stuck = hop("stuck.example", limits(1));
    submit(stuck, 1);
    awaitRunning(stuck, 1);
    Semaphore step = new Semaphore(0);
    CompletableFuture<Void> blocked = submit(stuck).thenRun(step::acquireUninterruptibly);
    CompletableFuture<List<DeliveryOutcome>> behind = submit(stuck);
    now.addAndGet(31 * SECOND);

    assertThat(CompletableFuture.runAsync(scheduler::sweep)).succeedsWithin(Duration.ofSeconds(10));
    NextHop other = hop("other.example");
    gate(other).release();
    assertThat(submit(other)).succeedsWithin(Duration.ofSeconds(10));

    step.release();
    assertThat(blocked).succeedsWithin(Duration.ofSeconds(10));
    assertThat(behind).succeedsWithin(Duration.ofSeconds(10));
  }

  @Test
  void aLaneGetsMoreWorkersAsItDelivers() {
    scheduler = scheduler(2, limits(4));
    NextHop hop = hop("a.example", limits(4));
    submit(hop, 100);
    awaitRunning(hop, 2);
    gate(hop).release(3);
    awaitRunning(hop, 3);
    gate(hop).release(50);
    awaitRunning(hop, 4);
  }

  @Test
  void connectionsBeginNoSoonerThanTheyMay() {
    SendLimits limits = new SendLimits(20, 100, 1000, Duration.ofSeconds(10), List.of());
    scheduler = scheduler(20, limits);
    NextHop hop = hop("a.example", limits);
    gate(hop).release(100);
    List<CompletableFuture<List<DeliveryOutcome>>> results = submit(hop, 2);
    awaitThat(results, CompletableFuture::isDone, 1);

    now.addAndGet(10 * SECOND - 1);
    scheduler.sweep();
    assertThat(begun).hasSize(1);
    now.addAndGet(1);
    scheduler.sweep();
    awaitAll(results);
    assertThat(begun).hasSize(2);

    // a lane that has nothing to do does not forget it
    now.addAndGet(SECOND);
    scheduler.sweep();
    CompletableFuture<List<DeliveryOutcome>> next = submit(hop);
    scheduler.sweep();
    assertThat(begun).hasSize(2);
    now.addAndGet(9 * SECOND);
    scheduler.sweep();
    assertThat(next).succeedsWithin(Duration.ofSeconds(10));
  }
}
