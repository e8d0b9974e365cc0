package org.dromedary.spool;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.LongFunction;
import java.util.stream.Collectors;
import org.apache.activemq.artemis.api.core.ActiveMQException;
import org.apache.activemq.artemis.api.core.ActiveMQQueueExistsException;
import org.apache.activemq.artemis.api.core.Message;
import org.apache.activemq.artemis.api.core.QueueConfiguration;
import org.apache.activemq.artemis.api.core.RoutingType;
import org.apache.activemq.artemis.api.core.SimpleString;
import org.apache.activemq.artemis.api.core.client.ClientConsumer;
import org.apache.activemq.artemis.api.core.client.ClientMessage;
import org.apache.activemq.artemis.api.core.client.ClientProducer;
import org.apache.activemq.artemis.api.core.client.ClientSession;
import org.dromedary.events.EventTopic;

/**
 * A durable subscription of {@code mail.events} whose events wait until somebody takes all of them
 * and makes a mail of them, in one transaction: after a crash the events are there and the mail is
 * not, or the mail is there and the events are gone.
 *
 * <p>Beside it is a queue with one message, the {@link Mark}. Who takes events takes the mark, too,
 * and puts back another: so two routers, or two threads, never take at the same time, and whoever
 * comes second sees what was done. Safe for use by several threads.
 */
public final class EventQueue {
  /** Before the names of the queues of reports. */
  public static final String REPORTS = "mail.report.";

  static final String ADDRESS = "mail.events";
  private static final String FROM = "from";
  private static final String DUE = "due";

  private final String name;
  private final BrokerSessions sessions;

  /**
   * What was done last.
   *
   * @param from events have been taken until then
   * @param due the latest time that was due and is done
   */
  public record Mark(Instant from, Instant due) {}

  private EventQueue(String name, BrokerSessions sessions) {
    this.name = name;
    this.sessions = sessions;
  }

  /**
   * Subscribes, unless that was done before.
   *
   * @param name of the queue
   * @param words of the events that it gets
   * @param now from when on it does
   */
  public static EventQueue ensure(
      String name, List<String> words, BrokerSessions sessions, Instant now) throws Exception {
    EventQueue queue = new EventQueue(name, sessions);
    try (ClientSession session = sessions.open()) {
      if (!session.queueQuery(SimpleString.of(name)).isExists()) {
        queue.begin(session, words, now);
      }
    }
    return queue;
  }

  private void begin(ClientSession session, List<String> words, Instant now)
      throws ActiveMQException {
    SpoolSessions.ensureQueue(session, markQueue());
    session.start();
    try (ClientConsumer marks = session.createConsumer(markQueue());
        ClientProducer producer = session.createProducer()) {
      var unused = takeMarks(marks); // of an earlier subscription
      putMark(new Mark(now, now), session, producer);
      session.commit();
    }
    try {
      session.createQueue(
          QueueConfiguration.of(name)
              .setAddress(ADDRESS)
              .setRoutingType(RoutingType.MULTICAST)
              .setFilterString(filter(words))
              .setDurable(true)
              .setAutoDelete(false));
    } catch (ActiveMQQueueExistsException e) {
      // another router was quicker
    }
  }

  private static String filter(List<String> words) {
    return EventTopic.WORD_PROPERTY
        + words.stream().collect(Collectors.joining("','", " IN ('", "')"));
  }

  /** Ends the subscription: what waits there is gone, and nothing comes. */
  public static void forget(String name, BrokerSessions sessions) throws Exception {
    HistoryReader.forget(name, sessions);
    HistoryReader.forget(markQueue(name), sessions);
  }

  private static String markQueue(String name) {
    return name + ".mark";
  }

  private String markQueue() {
    return markQueue(name);
  }

  private static Optional<Mark> takeMarks(ClientConsumer marks) throws ActiveMQException {
    Optional<Mark> latest = Optional.empty();
    for (ClientMessage next = marks.receiveImmediate();
        next != null;
        next = marks.receiveImmediate()) {
      Mark mark = mark(next);
      if (latest.isEmpty() || latest.get().from().isBefore(mark.from())) {
        latest = Optional.of(mark);
      }
      next.acknowledge();
    }
    return latest;
  }

  private static Mark mark(ClientMessage message) {
    return new Mark(
        Instant.ofEpochMilli(message.getLongProperty(FROM)),
        Instant.ofEpochMilli(message.getLongProperty(DUE)));
  }

  private void putMark(Mark mark, ClientSession session, ClientProducer producer)
      throws ActiveMQException {
    ClientMessage message = session.createMessage(Message.BYTES_TYPE, true);
    message.putLongProperty(FROM, mark.from().toEpochMilli());
    message.putLongProperty(DUE, mark.due().toEpochMilli());
    producer.send(markQueue(), message);
  }

  /**
   * Begins to take events; nobody else can until this is closed.
   *
   * @param now stands in where there is no mark
   * @return empty when somebody else is at it
   */
  public Optional<EventTaking> take(Instant now) throws Exception {
    ClientSession session = sessions.open();
    try {
      session.start();
      // before: while the mark is taken and put back it is not there for a moment
      boolean isMarked = session.queueQuery(SimpleString.of(markQueue())).getMessageCount() > 0;
      Optional<Mark> mark = takeMarks(session.createConsumer(markQueue()));
      if (mark.isEmpty() && isMarked) { // it is elsewhere
        SpoolSessions.close(session);
        return Optional.empty();
      }
      return Optional.of(
          new EventTaking(session, name, mark.orElse(new Mark(now, now)), this::putMark));
    } catch (ActiveMQException | RuntimeException e) {
      SpoolSessions.close(session);
      throw e;
    }
  }

  /**
   * Looks at what waits, without taking it.
   *
   * @param most events
   * @param now stands in while somebody takes events
   * @return what was done last
   */
  public Mark look(int most, Consumer<String> events, Instant now) throws Exception {
    try (ClientSession session = sessions.open();
        ClientConsumer marks = session.createConsumer(markQueue(), true);
        ClientConsumer consumer = session.createConsumer(name, true)) {
      session.start();
      long there = session.queueQuery(SimpleString.of(name)).getMessageCount();
      for (ClientMessage event : EventTaking.first(Math.min(there, most), consumer)) {
        events.accept(EventTaking.text(event));
      }
      ClientMessage mark = marks.receiveImmediate();
      return mark == null ? new Mark(now, now) : mark(mark);
    }
  }

  /**
   * Removes the oldest events, so that it does not fill the disk on which mail is, and puts an
   * event at the end that says how many are missing; each time all or nothing.
   *
   * @param most events that stay
   * @param dropped makes the event of a count
   * @return how many were lost
   */
  public long shorten(long most, LongFunction<String> dropped) throws Exception {
    try (ClientSession session = sessions.open()) {
      return new EventCut(session, name, dropped).to(most);
    }
  }

  /** What was done last; {@code now} while somebody takes events. */
  public Mark mark(Instant now) throws Exception {
    return look(0, event -> {}, now);
  }
}
