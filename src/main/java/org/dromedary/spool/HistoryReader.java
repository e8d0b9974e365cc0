package org.dromedary.spool;

import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.apache.activemq.artemis.api.core.ActiveMQException;
import org.apache.activemq.artemis.api.core.QueueConfiguration;
import org.apache.activemq.artemis.api.core.RoutingType;
import org.apache.activemq.artemis.api.core.SimpleString;
import org.apache.activemq.artemis.api.core.client.ClientConsumer;
import org.apache.activemq.artemis.api.core.client.ClientMessage;
import org.apache.activemq.artemis.api.core.client.ClientSession;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Reads what happens, from a durable queue of its own: nothing is missed while it is away, and what
 * is read is acknowledged when the work with it is done. Work that fails is repeated, with pauses,
 * until it succeeds; meanwhile events wait on the queue and mail goes on.
 */
public final class HistoryReader implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(HistoryReader.class);

  /** More than come while it gathers, and some megabytes on the heap. */
  private static final int EVENTS_TOGETHER = 5000;

  private static final Duration POLL = Duration.ofMillis(200);
  private static final Duration CLOSE_TIMEOUT = Duration.ofSeconds(5);
  private static final Duration FIRST_PAUSE = Duration.ofSeconds(1);
  private static final Duration LONGEST_PAUSE = Duration.ofSeconds(30);

  private final String queue;
  private final BrokerSessions sessions;
  private final Duration gathering;
  private final Work work;
  private final CountDownLatch closing = new CountDownLatch(1);
  private final Thread thread;

  /** Whether the last work succeeded; only the reading thread uses it. */
  private boolean works = true;

  private volatile Optional<Instant> waitingSince = Optional.empty();

  /** More waits than was taken at once; only the reading thread uses it. */
  private boolean isBehind;

  /** What is done with events. */
  @FunctionalInterface
  public interface Work {
    /**
     * Takes some; may be given the same again after a crash.
     *
     * @param batches events, a line of JSON each, in the lots in which they became durable: a lot
     *     that comes again is the same
     * @throws Exception when that is not possible now
     */
    void take(List<List<String>> batches) throws Exception;
  }

  private HistoryReader(String queue, BrokerSessions sessions, Duration gathering, Work work) {
    this.queue = queue;
    this.sessions = sessions;
    this.gathering = gathering;
    this.work = work;
    this.thread = Thread.ofPlatform().daemon().name("history-" + queue).unstarted(this::run);
  }

  /**
   * Starts it; its queue is there when this returns.
   *
   * @param queue its name
   * @param gathering how long it waits for more, so that the work is done for many together
   */
  public static HistoryReader start(
      String queue, BrokerSessions sessions, Duration gathering, Work work) throws Exception {
    return start(queue, Optional.empty(), sessions, gathering, work);
  }

  /**
   * The same for events of mails; others may come too, where the queue is older than this filter.
   */
  public static HistoryReader startForMails(
      String queue, BrokerSessions sessions, Duration gathering, Work work) throws Exception {
    return start(queue, Optional.of(EventMessages.OF_MAILS), sessions, gathering, work);
  }

  private static HistoryReader start(
      String queue, Optional<String> filter, BrokerSessions sessions, Duration gathering, Work work)
      throws Exception {
    try (ClientSession session = sessions.open()) {
      ensureQueue(session, queue, filter);
    }
    HistoryReader reader = new HistoryReader(queue, sessions, gathering, work);
    reader.thread.start();
    return reader;
  }

  /** Nobody reads a queue any more: what waits there is gone, and nothing comes. */
  public static void forget(String queue, BrokerSessions sessions) throws Exception {
    try (ClientSession session = sessions.open()) {
      if (session.queueQuery(SimpleString.of(queue)).isExists()) {
        session.deleteQueue(queue);
      }
    }
  }

  private static void ensureQueue(ClientSession session, String name, Optional<String> filter)
      throws ActiveMQException {
    SimpleString address = SimpleString.of(EventMessages.ADDRESS);
    if (!session.addressQuery(address).isExists()) {
      session.createAddress(address, RoutingType.MULTICAST, false);
    }
    if (!session.queueQuery(SimpleString.of(name)).isExists()) {
      QueueConfiguration queue =
          QueueConfiguration.of(name)
              .setAddress(EventMessages.ADDRESS)
              .setRoutingType(RoutingType.MULTICAST)
              .setDurable(true)
              .setAutoDelete(false);
      session.createQueue(filter.map(queue::setFilterString).orElse(queue));
    }
  }

  /** Since when the oldest events have waited that are not done with; empty when there are none. */
  public Optional<Instant> waitingSince() {
    return waitingSince;
  }

  private void run() {
    try {
      while (!isClosing()) {
        read();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt(); // the end is near
    }
  }

  private boolean isClosing() {
    return closing.getCount() == 0;
  }

  private void read() throws InterruptedException {
    try (ClientSession session = sessions.open();
        ClientConsumer consumer = session.createConsumer(queue)) {
      session.start();
      while (!isClosing()) {
        readSome(session, consumer);
      }
    } catch (InterruptedException e) {
      throw e;
    } catch (Exception e) {
      if (!isClosing()) {
        LOG.warn("{} cannot be read, it is opened again: {}", queue, e.toString());
        pause(FIRST_PAUSE);
      }
    }
  }

  private void readSome(ClientSession session, ClientConsumer consumer)
      throws ActiveMQException, IOException, InterruptedException {
    ClientMessage last = consumer.receive(POLL.toMillis());
    if (last == null) {
      return;
    }
    waitingSince = Optional.of(Instant.ofEpochMilli(last.getTimestamp()));
    if (!isBehind) {
      pause(gathering);
    }
    List<List<String>> batches = new ArrayList<>();
    int events = 0;
    for (ClientMessage next = last; next != null; ) {
      batches.add(EventMessages.read(next));
      events += batches.getLast().size();
      last = next;
      next = events < EVENTS_TOGETHER ? consumer.receiveImmediate() : null;
    }
    isBehind = events >= EVENTS_TOGETHER;
    if (isDone(batches)) {
      last.acknowledge(); // and all before it
      session.commit();
      waitingSince = Optional.empty();
    }
  }

  /** False when it could not be done before the end. */
  private boolean isDone(List<List<String>> batches) throws InterruptedException {
    Duration pause = FIRST_PAUSE;
    while (true) {
      try {
        work.take(batches);
        if (!works) {
          LOG.info("{}: it works again", queue);
        }
        works = true;
        return true;
      } catch (InterruptedException e) {
        throw e;
      } catch (Exception e) { // whatever it is, mail is not concerned
        if (works) {
          LOG.warn("{}: events wait, this did not work and will be tried again", queue, e);
        }
        works = false;
        if (pause(pause)) {
          return false;
        }
        Duration longer = pause.multipliedBy(2);
        pause = longer.compareTo(LONGEST_PAUSE) < 0 ? longer : LONGEST_PAUSE;
      }
    }
  }

  /** True when it is to end. */
  private boolean pause(Duration duration) throws InterruptedException {
    return closing.await(duration.toMillis(), TimeUnit.MILLISECONDS);
  }

  /** What was not done is read again by the next one; work that hangs is not waited for. */
  @Override
  public void close() {
    closing.countDown();
    try {
      thread.join(CLOSE_TIMEOUT);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
