package org.dromedary.events;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.atomic.AtomicLong;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Refusals on their way to the journal. Strangers cause them, as many as they like, so nobody waits
 * for them and they are bounded: a thread of its own takes them out of a buffer, one lot after the
 * other. What finds the buffer full, or the journal behind, is dropped and counted, and the count
 * is told and logged when there is room again.
 */
final class RefusalBuffer implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(RefusalBuffer.class);

  static final int BUFFER = 10_000;

  private static final int TOGETHER = 200;

  private static final Duration BETWEEN_REPORTS = Duration.ofSeconds(10);
  private static final Duration CLOSE_TIMEOUT = Duration.ofSeconds(2);

  /** Without a refusal it only wakes the thread. */
  private record Entry(Optional<Event.Refused> refusal, Instant at) {}

  private final EventJournal journal;
  private final KeptEvents kept;
  private final EventWriter writer;
  private final InstantSource clock;
  private final BlockingQueue<Entry> buffer = new ArrayBlockingQueue<>(BUFFER);
  private final AtomicLong dropped = new AtomicLong();
  private final Thread thread;
  private volatile boolean closing;
  private Instant nextReportAt = Instant.MIN;

  private RefusalBuffer(
      EventJournal journal, KeptEvents kept, EventWriter writer, InstantSource clock) {
    this.journal = journal;
    this.kept = kept;
    this.writer = writer;
    this.clock = clock;
    this.thread = Thread.ofPlatform().daemon().name("refusals").unstarted(this::run);
  }

  static RefusalBuffer start(
      EventJournal journal, KeptEvents kept, EventWriter writer, InstantSource clock) {
    RefusalBuffer started = new RefusalBuffer(journal, kept, writer, clock);
    started.thread.start();
    return started;
  }

  /** Takes no time. */
  void add(Event.Refused refusal) {
    if (!buffer.offer(new Entry(Optional.of(refusal), clock.instant()))) {
      dropped.incrementAndGet();
    }
  }

  private void run() {
    try {
      while (!closing || !buffer.isEmpty()) {
        List<Entry> next = new ArrayList<>(List.of(buffer.take()));
        buffer.drainTo(next, TOGETHER - 1);
        tell(next.stream().flatMap(entry -> line(entry).stream()).toList());
        reportDropped();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt(); // the end is near
    }
  }

  private Optional<byte[]> line(Entry entry) {
    return entry.refusal().map(refusal -> writer.line(refusal, entry.at()));
  }

  /** The next lot is not told before this one is durable: so little of them is in a commit. */
  private void tell(List<byte[]> lines) throws InterruptedException {
    if (lines.isEmpty()) {
      return;
    }
    if (journal.isBehind()) {
      dropped.addAndGet(lines.size());
    } else {
      await(lines);
    }
  }

  private void await(List<byte[]> lines) throws InterruptedException {
    try {
      kept.tell(lines).get();
    } catch (ExecutionException e) {
      dropped.addAndGet(lines.size()); // only at the end
    }
  }

  private void reportDropped() throws InterruptedException {
    Instant now = clock.instant();
    if (dropped.get() > 0 && !closing && !now.isBefore(nextReportAt) && !journal.isBehind()) {
      nextReportAt = now.plus(BETWEEN_REPORTS);
      long count = dropped.getAndSet(0);
      LOG.warn("{} events of refusals were dropped, there were too many", count);
      await(List.of(writer.dropped(count, Optional.of(Event.Refused.WORD))));
    }
  }

  /** Tells what is in the buffer, within a bound; the journal must still be there. */
  @Override
  public void close() {
    closing = true;
    var unused = buffer.offer(new Entry(Optional.empty(), Instant.EPOCH));
    try {
      if (!thread.join(CLOSE_TIMEOUT)) {
        thread.interrupt();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    long lost = dropped.get() + buffer.stream().filter(e -> e.refusal().isPresent()).count();
    if (lost > 0) {
      LOG.warn("{} events of refusals were not written before the end", lost);
    }
  }
}
