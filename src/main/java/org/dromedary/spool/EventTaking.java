package org.dromedary.spool;

import java.io.IOException;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import org.apache.activemq.artemis.api.core.ActiveMQException;
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
  private final ClientSession session;
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

  EventTaking(
      ClientSession session, ClientConsumer consumer, EventQueue.Mark mark, MarkWriter marks) {
    this.session = session;
    this.consumer = consumer;
    this.mark = mark;
    this.marks = marks;
  }

  /** What was done last. */
  public EventQueue.Mark mark() {
    return mark;
  }

  /**
   * Reads what there is.
   *
   * @param most so many; they are held in the broker until the commit
   * @return whether there is more
   */
  public boolean read(int most, Consumer<String> events) throws ActiveMQException {
    for (int count = 0; count < most; count++) {
      ClientMessage next = consumer.receiveImmediate();
      if (next == null) {
        return false;
      }
      last = next;
      events.accept(text(next));
    }
    return consumer.receiveImmediate() != null; // not acknowledged: it goes back
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
