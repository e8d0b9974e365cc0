package org.dromedary.broker;

import java.util.List;
import java.util.concurrent.Callable;
import org.apache.activemq.artemis.api.core.ActiveMQException;
import org.apache.activemq.artemis.api.core.Message;
import org.apache.activemq.artemis.api.core.SimpleString;
import org.apache.activemq.artemis.api.core.client.ClientMessage;
import org.apache.activemq.artemis.api.core.client.ClientProducer;
import org.apache.activemq.artemis.api.core.client.ClientSession;
import org.apache.activemq.artemis.api.core.client.ClientSessionFactory;
import org.apache.activemq.artemis.api.core.client.ServerLocator;
import org.dromedary.events.EventTopic;
import org.jspecify.annotations.Nullable;

/**
 * An address whose messages go to all who subscribe. Durable text messages: without a durable
 * subscription they cost the journal nothing. It has a connection of its own, so it waits for
 * nobody and nobody for it; one that broke is opened again by the next message. For one thread, but
 * any may close it.
 */
public final class BrokerTopic implements EventTopic, AutoCloseable {
  private final ServerLocator locator;
  private final Callable<Boolean> subscribed;
  private final String address;
  private final String password;
  private volatile @Nullable Connection connection;

  private record Connection(
      ClientSessionFactory factory, ClientSession session, ClientProducer producer) {}

  /**
   * @param password of the router
   * @param subscribed whether anybody has a subscription
   */
  BrokerTopic(
      ServerLocator locator, String address, String password, Callable<Boolean> subscribed) {
    this.locator = locator;
    this.subscribed = subscribed;
    this.address = address;
    this.password = password;
  }

  @Override
  public boolean hasSubscribers() throws Exception {
    return subscribed.call();
  }

  /** Sends texts, as JMS does; all of them are on stable storage on return, or none. */
  @Override
  public void publish(List<String> texts) throws Exception {
    try {
      Connection open = connection();
      for (String text : texts) {
        ClientMessage message = open.session().createMessage(Message.TEXT_TYPE, true);
        message.putStringProperty(EventTopic.WORD_PROPERTY, EventTopic.word(text));
        message.getBodyBuffer().writeNullableSimpleString(SimpleString.of(text));
        open.producer().send(message);
      }
      open.session().commit();
    } catch (ActiveMQException | RuntimeException e) {
      close();
      throw e;
    }
  }

  private Connection connection() throws Exception {
    Connection current = connection;
    if (current == null || current.session().isClosed()) {
      current = open(locator.createSessionFactory());
      connection = current;
    }
    return current;
  }

  private Connection open(ClientSessionFactory factory) throws ActiveMQException {
    try {
      ClientSession session =
          factory.createSession(
              BrokerUsers.ROUTER,
              password,
              false,
              false,
              false,
              locator.isPreAcknowledge(),
              locator.getAckBatchSize());
      return new Connection(factory, session, session.createProducer(address));
    } catch (ActiveMQException e) {
      factory.close();
      throw e;
    }
  }

  @Override
  public void close() {
    Connection current = connection;
    connection = null;
    if (current != null) {
      current.factory().close();
    }
  }
}
