package org.dromedary.events;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.dromedary.mail.QueueIdGenerator;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Publishes what happens. {@link #publish} only puts it into a buffer, which a thread of its own
 * empties; what finds the buffer full is dropped, counted, and the count is published and logged
 * when there is room again. While the topic does not take events they wait in the buffer.
 */
public final class Events implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(Events.class);

  static final int BUFFER = 10_000;

  private static final int TOGETHER = 100;

  private static final Duration BETWEEN_ATTEMPTS = Duration.ofSeconds(1);
  private static final Duration BETWEEN_REPORTS = Duration.ofSeconds(10);
  private static final Duration CLOSE_TIMEOUT = Duration.ofSeconds(2);

  /** Without an event it only wakes the thread. */
  private record Entry(Optional<Event> event, Instant at) {}

  private final EventTopic topic;
  private final QueueIdGenerator ids;
  private final InstantSource clock;
  private final BlockingQueue<Entry> buffer = new ArrayBlockingQueue<>(BUFFER);
  private final AtomicLong dropped = new AtomicLong();
  private final CountDownLatch closing = new CountDownLatch(1);
  private final Thread thread;
  private Instant nextReportAt = Instant.MIN;
  private boolean works = true;

  private Events(EventTopic topic, QueueIdGenerator ids, InstantSource clock) {
    this.topic = topic;
    this.ids = ids;
    this.clock = clock;
    this.thread = Thread.ofPlatform().daemon().name("events").unstarted(this::run);
  }

  /**
   * Starts it.
   *
   * @param ids names events as it names mails
   */
  public static Events start(EventTopic topic, QueueIdGenerator ids, InstantSource clock) {
    Events events = new Events(topic, ids, clock);
    events.thread.start();
    return events;
  }

  /** Takes no time, and is safe for use by several threads. */
  public void publish(Event event) {
    if (!buffer.offer(new Entry(Optional.of(event), clock.instant()))) {
      dropped.incrementAndGet();
    }
  }

  private void run() {
    try {
      while (!isClosing() || !buffer.isEmpty()) {
        List<Entry> next = new ArrayList<>(List.of(buffer.take()));
        buffer.drainTo(next, TOGETHER - 1);
        publish(next.stream().flatMap(entry -> json(entry).stream()).toList());
        reportDropped();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt(); // the end is near
    }
  }

  private Optional<TopicEvent> json(Entry entry) {
    return entry
        .event()
        .map(event -> TopicEvent.of(EventJson.of(event, ids.next().value(), entry.at())));
  }

  private boolean isClosing() {
    return closing.getCount() == 0;
  }

  private void reportDropped() throws InterruptedException {
    Instant now = clock.instant();
    if (dropped.get() > 0 && !isClosing() && !now.isBefore(nextReportAt)) {
      nextReportAt = now.plus(BETWEEN_REPORTS);
      long count = dropped.getAndSet(0);
      LOG.warn("{} events were dropped, the buffer was full", count);
      publish(List.of(TopicEvent.of(EventJson.dropped(count, ids.next().value(), now))));
    }
  }

  /** Until it succeeds, but once only when we are closing. */
  private void publish(List<TopicEvent> events) throws InterruptedException {
    while (!arePublished(events)) {
      if (closing.await(BETWEEN_ATTEMPTS.toMillis(), TimeUnit.MILLISECONDS)) {
        dropped.addAndGet(events.size());
        return;
      }
    }
  }

  private boolean arePublished(List<TopicEvent> events) throws InterruptedException {
    boolean worked = works;
    try {
      topic.publish(events);
      works = true;
    } catch (InterruptedException e) {
      throw e;
    } catch (Exception e) { // whatever it is, mail is not concerned
      works = false;
      if (worked) {
        LOG.warn("events cannot be published now, they wait", e);
      }
    }
    if (works && !worked) {
      LOG.info("events are published again");
    }
    return works;
  }

  /** Publishes what is in the buffer, within a bound; the topic must still be there. */
  @Override
  public void close() {
    closing.countDown();
    var unused = buffer.offer(new Entry(Optional.empty(), Instant.EPOCH));
    try {
      if (!thread.join(CLOSE_TIMEOUT)) {
        thread.interrupt();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    long lost = dropped.get() + buffer.stream().filter(e -> e.event().isPresent()).count();
    if (lost > 0) {
      LOG.warn("{} events were not published before the end", lost);
    }
  }
}
