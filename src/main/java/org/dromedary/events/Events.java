package org.dromedary.events;

import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What happens, on its way to the journal, from where it is published. Three kinds of events differ
 * in what waits for what:
 *
 * <ul>
 *   <li>refusals: nobody waits, and a flood of them is dropped, counted and told;
 *   <li>what is to be recorded ({@link #record}): whoever does it waits, and it is not done when it
 *       cannot be recorded;
 *   <li>all others: nobody waits, and none is dropped. The outcome of a delivery waits for the
 *       connections that led to it, by {@link #settled}.
 * </ul>
 *
 * Safe for use by several threads.
 */
public final class Events implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(Events.class);
  private static final Duration RECORDING = Duration.ofSeconds(10);

  private final Duration patience;
  private final EventJournal journal;
  private final EventWriter writer;
  private final KeptEvents kept;
  private final RefusalBuffer refusals;

  private Events(EventJournal journal, EventWriter writer, InstantSource clock, Duration patience) {
    this.patience = patience;
    this.journal = journal;
    this.writer = writer;
    this.kept = new KeptEvents(journal);
    this.refusals = RefusalBuffer.start(journal, kept, writer, clock);
  }

  /**
   * Starts it.
   *
   * @param clock when refusals happen
   */
  public static Events start(EventJournal journal, EventWriter writer, InstantSource clock) {
    return start(journal, writer, clock, RECORDING);
  }

  /**
   * The same.
   *
   * @param patience how long recording may take
   */
  static Events start(
      EventJournal journal, EventWriter writer, InstantSource clock, Duration patience) {
    return new Events(journal, writer, clock, patience);
  }

  /** Takes no time. */
  public void publish(Event event) {
    if (event instanceof Event.Refused refusal) {
      refusals.add(refusal);
    } else {
      var unused = kept.tell(List.of(writer.line(event)));
    }
  }

  /**
   * Records that something is done: the event is on stable storage on return, so this is called
   * before it is done. Blocks.
   *
   * @throws NotRecordedException when that was not possible within some seconds: then it must not
   *     be done. The event may still become durable.
   */
  public void record(Event event) {
    if (journal.isFull()) {
      throw notRecorded("events wait to be published, and there is no room for more", null);
    }
    try {
      await(kept.tell(List.of(writer.line(event))));
    } catch (TimeoutException e) {
      throw notRecorded("the broker does not answer", e);
    } catch (ExecutionException e) {
      throw notRecorded("the router is stopping", e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw notRecorded("the router is stopping", e);
    }
  }

  private void await(CompletableFuture<?> durable)
      throws TimeoutException, ExecutionException, InterruptedException {
    durable.get(patience.toMillis(), TimeUnit.MILLISECONDS);
  }

  private static NotRecordedException notRecorded(String why, @Nullable Exception cause) {
    LOG.error("what is done could not be recorded: {}", why);
    return new NotRecordedException(why, cause);
  }

  /**
   * Tells events that were written elsewhere; does not wait.
   *
   * @param lines in ASCII, without ends of lines
   * @return completes when they are durable
   */
  CompletableFuture<Void> tell(List<byte[]> lines) {
    return kept.tell(lines);
  }

  /**
   * Completes, on a thread that may block, when what was published and recorded before is durable;
   * refusals do not count. Costs nothing when it is.
   */
  public CompletionStage<Void> settled() {
    return kept.settled();
  }

  /** Blocks until it is settled, within some seconds; what is not then becomes durable later. */
  void awaitSettled() {
    try {
      await(settled().toCompletableFuture());
    } catch (TimeoutException | ExecutionException e) {
      LOG.warn("the last events are not durable yet: {}", e.toString());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /**
   * Writes the refusals that there are, within a bound; the journal must still be there. What is
   * published later is written as long as the journal takes it.
   */
  @Override
  public void close() {
    refusals.close();
    kept.close();
  }
}
