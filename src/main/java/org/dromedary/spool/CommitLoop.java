package org.dromedary.spool;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Consumer;
import org.apache.activemq.artemis.api.core.ActiveMQException;
import org.apache.activemq.artemis.api.core.ActiveMQExceptionType;
import org.apache.activemq.artemis.api.core.client.ClientProducer;
import org.apache.activemq.artemis.api.core.client.ClientSession;

/**
 * Owns a transacted session: takes all completions that are waiting, performs them, commits once,
 * goes on. While the journal syncs, the next batch gathers. The only thread that sends,
 * acknowledges or commits on the session.
 */
final class CommitLoop implements AutoCloseable {
  private static final int MAXIMUM_BATCH = 200;
  private static final int POLL_MILLIS = 100;

  private final ClientSession session;
  private final Duration gathering;
  private final Consumer<Exception> broken;
  private final BlockingQueue<Completion> waiting = new LinkedBlockingQueue<>();
  private final Thread thread;
  private volatile boolean closing;
  private volatile boolean ended;

  /**
   * @param gathering how long a commit waits for others to join it
   * @param broken told once when the session can no longer be used; the loop has ended then
   */
  CommitLoop(String name, ClientSession session, Duration gathering, Consumer<Exception> broken) {
    this.session = session;
    this.gathering = gathering;
    this.broken = broken;
    this.thread = Thread.ofPlatform().name(name).unstarted(this::run);
  }

  CommitLoop start() {
    thread.start();
    return this;
  }

  void add(Completion completion) {
    waiting.add(completion);
    if (ended) {
      failAllWaiting(new ActiveMQException("the queue session is closed"));
    }
  }

  private void run() {
    List<Completion> batch = new ArrayList<>(MAXIMUM_BATCH);
    try (ClientProducer producer = session.createProducer()) {
      while (true) {
        Completion first = waiting.poll(POLL_MILLIS, TimeUnit.MILLISECONDS);
        if (first != null) {
          batch.add(first);
          gather(batch);
          commit(batch, producer);
        } else if (closing) {
          end(new ActiveMQException("the queue session is closed"));
          return;
        }
      }
    } catch (ActiveMQException | IOException | InterruptedException | RuntimeException e) {
      batch.forEach(completion -> completion.afterwards().accept(Optional.of(e)));
      end(e);
      if (!closing) {
        broken.accept(e);
      }
    }
  }

  /** Waits a moment for others to join, unless many wait already. */
  private void gather(List<Completion> batch) {
    waiting.drainTo(batch, MAXIMUM_BATCH - batch.size());
    if (batch.size() < MAXIMUM_BATCH / 2 && !gathering.isZero() && !closing) {
      LockSupport.parkNanos(gathering.toNanos());
      waiting.drainTo(batch, MAXIMUM_BATCH - batch.size());
    }
  }

  private void commit(List<Completion> batch, ClientProducer producer)
      throws ActiveMQException, IOException {
    try {
      perform(batch, producer);
      session.commit();
    } catch (ActiveMQException e) {
      if (!(isDuplicate(e) || isRolledBack(e))
          || batch.stream().anyMatch(c -> c.acknowledges().isPresent())) {
        throw e;
      }
      session.rollback();
      commitSingly(batch, producer);
      return;
    }
    batch.forEach(completion -> completion.afterwards().accept(Optional.empty()));
    batch.clear();
  }

  private void perform(List<Completion> some, ClientProducer producer)
      throws ActiveMQException, IOException {
    // first, so that they are on their queue before a later stage can add to them
    EventMessages.send(some, session, producer);
    for (Completion completion : some) {
      completion.perform(session, producer);
    }
  }

  private static boolean isDuplicate(ActiveMQException e) {
    return e.getType() == ActiveMQExceptionType.DUPLICATE_ID_REJECTED;
  }

  /** Nothing is wrong with it: another router is sending a mail of the same key. */
  private static boolean isRolledBack(ActiveMQException e) {
    return e.getType() == ActiveMQExceptionType.TRANSACTION_ROLLED_BACK;
  }

  /** A mail of the batch is a repetition, or is being sent: the broker refused all of it. */
  private void commitSingly(List<Completion> batch, ClientProducer producer)
      throws ActiveMQException, IOException {
    while (!batch.isEmpty()) {
      Completion next = batch.getFirst();
      Optional<Exception> failure = Optional.empty();
      try {
        perform(List.of(next), producer);
        session.commit();
      } catch (ActiveMQException e) {
        if (isRolledBack(e) && !closing) {
          session.rollback();
          waiting.add(batch.removeFirst());
          continue;
        }
        if (!isDuplicate(e) && !isRolledBack(e)) {
          throw e;
        }
        session.rollback();
        failure = Optional.of(isDuplicate(e) ? next.duplicate(e) : e);
      }
      batch.removeFirst();
      next.afterwards().accept(failure);
    }
  }

  private void end(Exception cause) {
    ended = true;
    failAllWaiting(cause);
  }

  private void failAllWaiting(Exception cause) {
    for (Completion next = waiting.poll(); next != null; next = waiting.poll()) {
      next.afterwards().accept(Optional.of(cause));
    }
  }

  /** Commits what was added before, then ends. */
  @Override
  public void close() {
    closing = true;
    try {
      if (Thread.currentThread() != thread) {
        thread.join();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
