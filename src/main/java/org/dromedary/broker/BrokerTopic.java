package org.dromedary.broker;

import java.io.IOException;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.function.BooleanSupplier;
import org.apache.activemq.artemis.api.core.ActiveMQException;
import org.apache.activemq.artemis.api.core.Message;
import org.apache.activemq.artemis.api.core.SimpleString;
import org.apache.activemq.artemis.api.core.client.ClientMessage;
import org.apache.activemq.artemis.api.core.client.ClientProducer;
import org.apache.activemq.artemis.api.core.client.ClientSession;
import org.dromedary.events.EventTopic;
import org.dromedary.events.TopicEvent;
import org.dromedary.events.UserTopic;
import org.jspecify.annotations.Nullable;

/**
 * An address whose messages go to all who subscribe, and those of one user to his own ({@link
 * UserTopic}). Durable text messages: without a durable subscription they cost the journal nothing.
 * It has a connection of its own, so it waits for nobody and nobody for it; one that broke is
 * opened again by the next message. For one thread, but any may close it.
 */
public final class BrokerTopic implements EventTopic, AutoCloseable {
  private final Callable<ClientSession> sessions;
  private final Callable<Set<String>> subscribed;
  private final BooleanSupplier isFull;
  private final String address;
  private volatile @Nullable Connection connection;

  private record Connection(ClientSession session, ClientProducer producer) {}

  /**
   * @param sessions transacted, each with a connection of its own
   * @param subscribed the addresses that anybody has subscribed to, its own or below
   * @param isFull whether subscriptions have no room
   */
  BrokerTopic(
      Callable<ClientSession> sessions,
      String address,
      Callable<Set<String>> subscribed,
      BooleanSupplier isFull) {
    this.sessions = sessions;
    this.subscribed = subscribed;
    this.isFull = isFull;
    this.address = address;
  }

  @Override
  public boolean hasSubscribers() throws Exception {
    return !subscribed.call().isEmpty();
  }

  /** Sends texts, as JMS does; all of them are on stable storage on return, or none. */
  @Override
  public void publish(List<TopicEvent> events) throws Exception {
    Set<String> addresses = subscribed.call();
    if (addresses.isEmpty()) {
      return;
    }
    if (isFull.getAsBoolean()) {
      throw new IOException(
          "the subscriptions of " + address + " have no room: read, shorten or delete one");
    }
    try {
      Connection open = connection();
      for (TopicEvent event : events) {
        send(event.json(), address, open);
        Optional<String> his = event.user().map(user -> UserTopic.address(address, user));
        if (his.filter(addresses::contains).isPresent()) {
          send(event.json(), his.get(), open);
        }
      }
      open.session().commit();
    } catch (ActiveMQException | RuntimeException e) {
      close();
      throw e;
    }
  }

  private static void send(String text, String address, Connection open) throws ActiveMQException {
    ClientMessage message = open.session().createMessage(Message.TEXT_TYPE, true);
    message.putStringProperty(EventTopic.WORD_PROPERTY, EventTopic.word(text));
    message.getBodyBuffer().writeNullableSimpleString(SimpleString.of(text));
    open.producer().send(address, message);
  }

  private Connection connection() throws Exception {
    Connection current = connection;
    if (current == null || current.session().isClosed()) {
      ClientSession session = sessions.call();
      current = new Connection(session, session.createProducer());
      connection = current;
    }
    return current;
  }

  @Override
  public void close() {
    Connection current = connection;
    connection = null;
    if (current != null) {
      current.session().getSessionFactory().close();
    }
  }
}
