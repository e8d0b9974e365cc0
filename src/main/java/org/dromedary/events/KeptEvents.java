package org.dromedary.events;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Tells the journal until it has taken what it is told; nothing is dropped while the process lives.
 * Safe for use by several threads.
 */
final class KeptEvents {
  private static final Logger LOG = LoggerFactory.getLogger(KeptEvents.class);
  private static final Duration BETWEEN_ATTEMPTS = Duration.ofSeconds(1);

  /** Never that of the journal: whoever waits goes on there with whatever he does. */
  private static final Executor THREADS = Thread::startVirtualThread;

  private static final Executor LATER =
      CompletableFuture.delayedExecutor(
          BETWEEN_ATTEMPTS.toMillis(), TimeUnit.MILLISECONDS, THREADS);

  private static final CompletionStage<Void> SETTLED = CompletableFuture.completedStage(null);

  private final EventJournal journal;
  private final Set<Lot> outstanding = ConcurrentHashMap.newKeySet();
  private final AtomicBoolean works = new AtomicBoolean(true);
  private volatile boolean closing;

  KeptEvents(EventJournal journal) {
    this.journal = journal;
  }

  /** What is told together. */
  private static final class Lot {
    private final List<byte[]> lines;
    private final CompletableFuture<Void> kept = new CompletableFuture<>();

    Lot(List<byte[]> lines) {
      this.lines = lines;
    }
  }

  /** Tells lines; does not wait. Completes when they are durable. */
  CompletableFuture<Void> tell(List<byte[]> lines) {
    Lot lot = new Lot(lines);
    outstanding.add(lot);
    tell(lot);
    return lot.kept;
  }

  private void tell(Lot lot) {
    try {
      journal.tell(lot.lines, failure -> ended(lot, failure));
    } catch (Exception e) { // whatever it is, it is tried again
      ended(lot, Optional.of(e));
    }
  }

  private void ended(Lot lot, Optional<Exception> failure) {
    if (failure.isEmpty()) {
      outstanding.remove(lot);
      THREADS.execute(() -> lot.kept.complete(null));
      if (!works.getAndSet(true)) {
        LOG.info("events are written again");
      }
    } else if (closing) {
      outstanding.remove(lot);
      THREADS.execute(() -> lot.kept.completeExceptionally(failure.get()));
      LOG.warn("{} events could not be written before the end", lot.lines.size(), failure.get());
    } else {
      if (works.getAndSet(false)) {
        LOG.warn("events cannot be written now, they wait", failure.get());
      }
      LATER.execute(() -> tell(lot));
    }
  }

  /** Completes when all that was told before is durable; at once, and at no cost, when it is. */
  CompletionStage<Void> settled() {
    return outstanding.isEmpty()
        ? SETTLED
        : CompletableFuture.allOf(
            outstanding.stream().map(lot -> lot.kept).toArray(CompletableFuture[]::new));
  }

  /** From now on what fails is not tried again. */
  void close() {
    closing = true;
  }
}
