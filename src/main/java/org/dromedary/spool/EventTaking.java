package org.dromedary.spool;

import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.stream.LongStream;
import org.apache.activemq.artemis.api.core.ActiveMQException;
import org.apache.activemq.artemis.api.core.SimpleString;
import org.apache.activemq.artemis.api.core.client.ClientConsumer;
import org.apache.activemq.artemis.api.core.client.ClientMessage;
import org.apache.activemq.artemis.api.core.client.ClientProducer;
import org.apache.activemq.artemis.api.core.client.ClientSession;
import org.dromedary.queue.MailQueue;
import org.dromedary.queue.QueuedMessage;
import org.jspecify.annotations.Nullable;

/**
 * Events that are being taken off an {@link EventQueue}: they are gone with {@link #commit}, and
 * what is closed before has not happened. For one thread at a time.
 */
public final class EventTaking implements AutoCloseable {
  /**
   * Of events that are not committed the broker reads no more out of page files than {@code
   * max-read-page-bytes}; then none comes any more.
   */
  private static final long MOST_OCTETS = 16L << 20;

  /** The broker says how many there are, so they come. */
  private static final Duration PATIENCE = Duration.ofSeconds(5);

  private final ClientSession session;
  private final long there;
  private final ClientConsumer consumer;
  private final EventQueue.Mark mark;
  private final MarkWriter marks;
  private @Nullable ClientMessage last;

  /** Puts a mark in the transaction of a session. */
  @FunctionalInterface
  interface MarkWriter {
    void put(EventQueue.Mark mark, ClientSession session, ClientProducer producer)
        throws ActiveMQException;
  }

  EventTaking(ClientSession session, String queue, EventQueue.Mark mark, MarkWriter marks)
      throws ActiveMQException {
    this.session = session;
    // before the broker begins to deliver: a message on its way to a consumer is counted twice
    this.there = session.queueQuery(SimpleString.of(queue)).getMessageCount();
    this.consumer = session.createConsumer(queue);
    this.mark = mark;
    this.marks = marks;
  }

  /** What was done last. */
  public EventQueue.Mark mark() {
    return mark;
  }

  /**
   * Reads what there was when this began, as far as the broker can hold it until the commit; what
   * comes meanwhile may be left.
   *
   * @param most so many
   * @return whether there is more
   */
  public boolean read(int most, Consumer<String> events) throws ActiveMQException {
    int count = 0;
    long octets = 0;
    for (ClientMessage next : first(Math.min(there, most), consumer)) {
      last = next;
      events.accept(text(next));
      count++;
      octets += next.getEncodeSize();
      if (octets >= MOST_OCTETS) {
        break;
      }
    }
    return count > 0 && count < there;
  }

  /** So many messages of a consumer, in their order; those in page files take a moment to come. */
  static Iterable<ClientMessage> first(long count, ClientConsumer consumer) {
    return () ->
        LongStream.range(0, count)
            .mapToObj(number -> receive(consumer))
            .takeWhile(Optional::isPresent)
            .map(Optional::get)
            .iterator();
  }

  private static Optional<ClientMessage> receive(ClientConsumer consumer) {
    try {
      return Optional.ofNullable(consumer.receive(PATIENCE.toMillis()));
    } catch (ActiveMQException e) {
      throw new IllegalStateException("the queue session broke", e);
    }
  }

  static String text(ClientMessage message) {
    return String.valueOf(message.getBodyBuffer().readNullableSimpleString());
  }

  /**
   * What was read is done with: on stable storage when this returns, all or nothing.
   *
   * @param mail what was made of it, to be routed like any mail; perhaps none
   * @param history what happened to that mail, a line each
   * @param next what is done now
   */
  public void commit(Optional<QueuedMessage> mail, List<byte[]> history, EventQueue.Mark next)
      throws ActiveMQException, IOException {
    try (ClientProducer producer = session.createProducer()) {
      EventMessages.send(
          List.of(new Completion(List.of(), history, Optional.empty(), failure -> {})),
          session,
          producer);
      if (mail.isPresent()) {
        OutgoingMessage.of(MailQueue.INGRESS, mail.get()).send(session, producer);
      }
      marks.put(next, session, producer);
      if (last != null) {
        last.acknowledge(); // and all before it
      }
      session.commit();
    }
  }

  /** Gives back what was not committed. */
  @Override
  public void close() {
    SpoolSessions.close(session);
  }
}
