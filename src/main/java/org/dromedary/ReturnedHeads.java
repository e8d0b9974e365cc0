package org.dromedary;

import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.dromedary.broker.EmbeddedBroker;
import org.dromedary.queue.MailQueue;
import org.dromedary.queue.MailQueues;
import org.dromedary.queue.Placement;
import org.dromedary.queue.PlacementObserver;
import org.dromedary.queue.QueueEntry;

/**
 * Queues whose routers are in other processes. Each router holds the first mail of a delay queue
 * until it is due; for something to be done with it, it must come back first.
 */
final class ReturnedHeads implements MailQueues {
  private static final Duration PATIENCE = Duration.ofSeconds(5);
  private static final Duration BETWEEN_LOOKS = Duration.ofMillis(20);

  private final MailQueues queues;
  private final EmbeddedBroker broker;
  private final Consumer<Set<String>> letGo;
  private final ReentrantLock placing = new ReentrantLock();

  /**
   * @param letGo tells routers whose heads to give back, and to take those of the others again
   */
  ReturnedHeads(MailQueues queues, EmbeddedBroker broker, Consumer<Set<String>> letGo) {
    this.queues = queues;
    this.broker = broker;
    this.letGo = letGo;
  }

  @Override
  public void visit(Predicate<String> queue, Predicate<QueueEntry> visitor) {
    queues.visit(queue, visitor);
  }

  @Override
  public Map<String, Long> depths() {
    return queues.depths();
  }

  @Override
  public void place(
      Predicate<String> queue,
      Function<QueueEntry, Optional<Placement>> action,
      PlacementObserver observer) {
    Set<String> held =
        broker.queueNames().stream()
            .filter(MailQueue::isRetry)
            .filter(queue)
            .filter(name -> broker.messages(name) > 0)
            .collect(Collectors.toSet());
    if (held.isEmpty()) {
      queues.place(queue, action, observer);
      return;
    }
    placing.lock();
    try {
      letGo.accept(held);
      awaitReturn(held);
      queues.place(queue, action, observer);
    } finally {
      letGo.accept(Set.of());
      placing.unlock();
    }
  }

  /** A router that does not answer keeps what it has: that mail is left alone. */
  private void awaitReturn(Set<String> held) {
    long deadline = System.nanoTime() + PATIENCE.toNanos();
    try {
      while (held.stream().anyMatch(name -> broker.delivering(name) > 0)
          && System.nanoTime() - deadline < 0) {
        Thread.sleep(BETWEEN_LOOKS);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
