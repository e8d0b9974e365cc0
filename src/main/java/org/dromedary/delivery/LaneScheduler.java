package org.dromedary.delivery;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.LongSupplier;
import java.util.stream.Collectors;
import org.dromedary.mail.QueueId;
import org.dromedary.mail.Recipient;
import org.dromedary.mail.SmtpReply;
import org.dromedary.queue.DeliveryOutcome;
import org.dromedary.queue.QueuedMessage;
import org.jspecify.annotations.Nullable;

/**
 * Shares the connections among the lanes. A lane may have so many workers, each a virtual thread
 * with at most one connection; when all connections are in use, lanes take turns.
 *
 * <p>The room for waiting mails is shared as well: a lane that holds more than its share and does
 * not get on has its further mails postponed, so that they do not stand in the way of others.
 *
 * <p>Safe for use by several threads.
 */
final class LaneScheduler {
  /** Mails of all lanes that wait in memory, roughly. */
  private static final int ROOM = 2000;

  /** A lane may always hold so many, however many lanes there are. */
  private static final int LEAST_SHARE = 20;

  /** A lane whose first mail waits less gets on well, however many wait behind it. */
  private static final long PATIENCE_NANOS = Duration.ofSeconds(1).toNanos();

  /** No mail waits longer in memory. */
  private static final long LONGEST_WAIT_NANOS = Duration.ofSeconds(30).toNanos();

  /** Mails a worker delivers before another lane gets its turn. */
  private static final int TURN = 10;

  private static final SmtpReply BUSY =
      SmtpReply.of(451, "4.4.5", "more mail waits for this destination than it takes");

  private final DeliverySettings settings;
  private final Function<NextHop, MailChannel> channels;
  private final Suspensions suspensions;
  private final LongSupplier nanoTime;

  private final ReentrantLock lock = new ReentrantLock();
  private final Map<NextHop, Lane> lanes = new HashMap<>();
  private final Deque<LaneWorker> idle = new ArrayDeque<>();
  private final Set<Lane> turns = new LinkedHashSet<>();
  private int workers;
  private volatile boolean stopping;
  private volatile boolean paused;

  LaneScheduler(
      DeliverySettings settings,
      Function<NextHop, MailChannel> channels,
      Suspensions suspensions,
      LongSupplier nanoTime) {
    this.settings = settings;
    this.channels = channels;
    this.suspensions = suspensions;
    this.nanoTime = nanoTime;
  }

  /**
   * Has the mail delivered to this next hop.
   *
   * @return completes with an outcome for each recipient, or with {@link DeliveryStoppedException}
   */
  CompletionStage<List<DeliveryOutcome>> submit(NextHop nextHop, QueuedMessage message) {
    DeliveryJob job = DeliveryJob.of(message, nanoTime.getAsLong());
    Optional<Suspension> suspension = suspensionOf(nextHop);
    if (suspension.isPresent()) {
      job.complete(suspended(suspension.get()));
      return job.outcomes();
    }
    lock.lock();
    try {
      accept(lanes.computeIfAbsent(nextHop, this::lane), job);
    } finally {
      lock.unlock();
    }
    return job.outcomes();
  }

  private Optional<Suspension> suspensionOf(NextHop nextHop) {
    return suspensions.isEmpty() ? Optional.empty() : suspensions.of(nextHop.toString());
  }

  private static Function<Recipient, DeliveryOutcome> suspended(Suspension suspension) {
    String why = suspension.reason().isEmpty() ? "" : ": " + suspension.reason();
    SmtpReply reply = SmtpReply.of(450, "4.3.2", "suspended by " + suspension.by() + why);
    return recipient -> new DeliveryOutcome.Suspended(recipient, "none", reply);
  }

  private Lane lane(NextHop nextHop) {
    return new Lane(nextHop, settings.initialConnections());
  }

  private void accept(Lane lane, DeliveryJob job) {
    SmtpReply closedBecause = lane.closedBecause(job.submittedAt());
    if (takesNone()) {
      job.outcomes().completeExceptionally(new DeliveryStoppedException());
    } else if (closedBecause != null) {
      job.complete(deferred(closedBecause));
    } else if (isFull(lane, job.submittedAt())) {
      job.complete(LaneScheduler::postponed);
    } else if (!handToIdleWorker(lane, job)) {
      lane.waiting().add(job);
      requestWorker(lane);
    }
  }

  private static Function<Recipient, DeliveryOutcome> deferred(SmtpReply reply) {
    return recipient -> new DeliveryOutcome.Deferred(recipient, "none", reply);
  }

  private static DeliveryOutcome postponed(Recipient recipient) {
    return new DeliveryOutcome.Postponed(recipient, "none", BUSY);
  }

  private boolean isFull(Lane lane, long now) {
    int share = Math.max(LEAST_SHARE, ROOM / (1 + lanes.size()));
    return lane.waiting().size() >= share && lane.headWait(now) > PATIENCE_NANOS;
  }

  private boolean handToIdleWorker(Lane lane, DeliveryJob job) {
    for (LaneWorker worker : idle) {
      if (worker.lane() == lane) {
        idle.remove(worker);
        worker.wake(job);
        return true;
      }
    }
    return false;
  }

  private void requestWorker(Lane lane) {
    if (!lane.mayStart(nanoTime.getAsLong())) {
      return;
    }
    if (workers < settings.maximumConnections()) {
      startWorker(lane);
      return;
    }
    turns.add(lane);
    LaneWorker unused = idle.pollLast();
    if (unused != null) {
      unused.wake(null); // it ends, and its place goes to the lane whose turn it is
    }
  }

  private void startWorker(Lane lane) {
    DeliveryJob job = lane.waiting().poll();
    if (job != null) {
      workers++;
      lane.workerStarted(nanoTime.getAsLong());
      LaneWorker worker =
          new LaneWorker(this, lane, channels.apply(lane.nextHop()), job, lock.newCondition());
      Thread.ofVirtual().name("deliver-" + lane.nextHop()).start(worker);
    }
  }

  /** A worker calls it as its last act. */
  void workerEnded(LaneWorker worker) {
    lock.lock();
    try {
      workers--;
      worker.lane().workerEnded();
      if (!worker.lane().waiting().isEmpty()) {
        turns.add(worker.lane());
      }
      for (Lane next : List.copyOf(turns)) {
        if (workers < settings.maximumConnections()) {
          turns.remove(next);
          requestWorker(next);
        }
      }
      if (worker.lane().isForgettable(nanoTime.getAsLong())) {
        lanes.remove(worker.lane().nextHop());
      }
    } finally {
      lock.unlock();
    }
  }

  /** The next mail for this worker; null when it must end. */
  @Nullable DeliveryJob next(LaneWorker worker) throws InterruptedException {
    lock.lock();
    try {
      if (takesNone() || worker.isEnding() || (!turns.isEmpty() && worker.delivered() >= TURN)) {
        return null;
      }
      if (worker.mustConnect() && worker.lane().isPaced()) {
        return null; // the sweep starts the next one in time
      }
      DeliveryJob job = worker.lane().waiting().poll();
      if (job == null && turns.isEmpty()) {
        idle.addFirst(worker);
        return worker.awaitJob(nanoTime.getAsLong());
      }
      return job; // without one it ends, and its place goes to the lane whose turn it is
    } finally {
      lock.unlock();
    }
  }

  /**
   * What an attempt says of its next hop. One that takes mails gets more connections; one that took
   * no connection, fewer. When others deliver to it all the same, they get the mail of the one that
   * did not come in; else the next hop is not tried for its back-off, and what waits for it is
   * deferred.
   *
   * @return whether the attempt counts
   */
  boolean attempted(LaneWorker worker, DeliveryJob job, AttemptResult result) {
    Lane lane = worker.lane();
    lock.lock();
    try {
      long now = nanoTime.getAsLong();
      if (result.pushedBack()) {
        lane.pushedBack();
      } else if (result.unreachable().isEmpty()) {
        delivered(lane, now);
      }
      if (result.unreachable().isEmpty() || takesNone()) {
        return true;
      }
      if (!result.pushedBack() || !lane.othersDeliver(now)) {
        close(lane, now, result.unreachable().get());
        return true;
      }
      worker.end();
      if (!handToIdleWorker(lane, job)) {
        lane.waiting().addFirst(job);
      }
      return false;
    } finally {
      lock.unlock();
    }
  }

  private void delivered(Lane lane, long now) {
    lane.delivered(now);
    if (!lane.waiting().isEmpty()) {
      requestWorker(lane);
    }
  }

  private void close(Lane lane, long now, SmtpReply reply) {
    lane.close(now + settings.unreachableBackOff().toNanos(), reply);
    end(lane.drain(), job -> job.complete(deferred(reply)));
  }

  /** What stands behind a mail may block, so it runs neither under the lock nor on the caller. */
  private static void end(List<DeliveryJob> jobs, Consumer<DeliveryJob> how) {
    if (!jobs.isEmpty()) {
      Thread.ofVirtual().name("deliver-none").start(() -> jobs.forEach(how));
    }
  }

  /**
   * Postpones what has waited too long, closes connections that are not in use, and forgets lanes;
   * call it about once a second.
   */
  void sweep() {
    List<DeliveryJob> late = new ArrayList<>();
    lock.lock();
    try {
      long now = nanoTime.getAsLong();
      for (Lane lane : new ArrayList<>(lanes.values())) {
        suspensionOf(lane.nextHop())
            .ifPresent(s -> end(lane.drain(), job -> job.complete(suspended(s))));
        while (lane.headWait(now) > LONGEST_WAIT_NANOS) {
          late.add(lane.waiting().remove());
        }
        if (!lane.waiting().isEmpty()) {
          requestWorker(lane);
        }
        if (lane.isForgettable(now)) {
          lanes.remove(lane.nextHop());
        }
      }
      endIdleWorkers(now - settings.idleConnectionTimeout().toNanos());
    } finally {
      lock.unlock();
    }
    end(late, job -> job.complete(LaneScheduler::postponed));
  }

  /** The longest idle are last. */
  private void endIdleWorkers(long idleSince) {
    while (!idle.isEmpty() && idle.getLast().idleSince() - idleSince <= 0) {
      idle.removeLast().wake(null);
    }
  }

  /** The next hops that have mail or connections, or cannot be reached. */
  List<NextHopStatus> status() {
    lock.lock();
    try {
      long now = nanoTime.getAsLong();
      return lanes.values().stream().map(lane -> lane.status(now)).toList();
    } finally {
      lock.unlock();
    }
  }

  /** Mails that wait for a connection. */
  Set<QueueId> ready() {
    lock.lock();
    try {
      return lanes.values().stream()
          .flatMap(lane -> lane.waiting().stream())
          .map(job -> job.message().queueId())
          .collect(Collectors.toSet());
    } finally {
      lock.unlock();
    }
  }

  /** Next hops that could not be reached are tried again at once. */
  void reopen() {
    lock.lock();
    try {
      lanes.values().forEach(Lane::reopen);
    } finally {
      lock.unlock();
    }
  }

  /** Starts no attempt any more: mails that wait are given back, attempts in progress finish. */
  void stop() {
    stopping = true;
    giveBack();
  }

  /** As {@link #stop}, until it may go on. */
  void pause() {
    paused = true;
    giveBack();
  }

  /** Takes mails again. */
  void goOn() {
    paused = false;
  }

  private boolean takesNone() {
    return stopping || paused;
  }

  private void giveBack() {
    List<DeliveryJob> givenBack = new ArrayList<>();
    lock.lock();
    try {
      lanes.values().forEach(lane -> givenBack.addAll(lane.drain()));
      idle.forEach(worker -> worker.wake(null));
      idle.clear();
    } finally {
      lock.unlock();
    }
    end(givenBack, job -> job.outcomes().completeExceptionally(new DeliveryStoppedException()));
  }
}
