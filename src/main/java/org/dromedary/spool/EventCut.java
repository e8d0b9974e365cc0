package org.dromedary.spool;

import java.util.function.LongFunction;
import org.apache.activemq.artemis.api.core.ActiveMQException;
import org.apache.activemq.artemis.api.core.Message;
import org.apache.activemq.artemis.api.core.SimpleString;
import org.apache.activemq.artemis.api.core.client.ClientConsumer;
import org.apache.activemq.artemis.api.core.client.ClientMessage;
import org.apache.activemq.artemis.api.core.client.ClientProducer;
import org.apache.activemq.artemis.api.core.client.ClientSession;
import org.apache.activemq.artemis.utils.CompositeAddress;
import org.dromedary.events.DroppedEvents;
import org.dromedary.events.EventTopic;

/** Takes the oldest events off a queue, and leaves there how many are missing. */
final class EventCut {
  /** What two do at the same time is too much by no more than this. */
  private static final int EVENTS_OF_A_TRANSACTION = 1000;

  private final ClientSession session;
  private final SimpleString queue;
  private final SimpleString onlyThisQueue;
  private final LongFunction<String> dropped;

  /**
   * @param dropped makes the event of a count
   */
  EventCut(ClientSession session, String queue, LongFunction<String> dropped) {
    this.session = session;
    this.queue = SimpleString.of(queue);
    this.onlyThisQueue =
        CompositeAddress.toFullyQualified(SimpleString.of(EventQueue.ADDRESS), this.queue);
    this.dropped = dropped;
  }

  /** Shortens it to so many; gives how many events were lost. */
  long to(long most) throws ActiveMQException {
    long lost = 0;
    session.start();
    for (long left = tooMany(most); left > 0; left = tooMany(most)) {
      // one more, in place of which comes the event that tells it
      long cut = cut(Math.min(left + 1, EVENTS_OF_A_TRANSACTION));
      if (cut == 0) {
        return lost; // somebody takes them just now
      }
      lost += cut;
    }
    return lost;
  }

  /** To be asked while there is no consumer: a message on its way to one is counted twice. */
  private long tooMany(long most) throws ActiveMQException {
    return session.queueQuery(queue).getMessageCount() - most;
  }

  private long cut(long count) throws ActiveMQException {
    long lost = 0;
    long before = 0;
    try (ClientConsumer consumer = session.createConsumer(queue);
        ClientProducer producer = session.createProducer()) {
      for (ClientMessage event : EventTaking.first(count, consumer)) {
        String text = EventTaking.text(event);
        if (EventTopic.word(text).equals(DroppedEvents.WORD)) {
          before += DroppedEvents.count(text);
        } else {
          lost++;
        }
        event.acknowledge();
      }
      if (lost + before > 0) {
        producer.send(onlyThisQueue, message(dropped.apply(lost + before)));
      }
      session.commit();
    }
    return lost;
  }

  private ClientMessage message(String event) {
    ClientMessage message = session.createMessage(Message.TEXT_TYPE, true);
    message.putStringProperty(EventTopic.WORD_PROPERTY, EventTopic.word(event));
    message.getBodyBuffer().writeNullableSimpleString(SimpleString.of(event));
    return message;
  }
}
