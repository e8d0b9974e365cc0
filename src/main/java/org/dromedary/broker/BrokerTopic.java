package org.dromedary.broker;

import org.apache.activemq.artemis.api.core.ActiveMQException;
import org.apache.activemq.artemis.api.core.Message;
import org.apache.activemq.artemis.api.core.SimpleString;
import org.apache.activemq.artemis.api.core.client.ClientMessage;
import org.apache.activemq.artemis.api.core.client.ClientProducer;
import org.apache.activemq.artemis.api.core.client.ClientSession;
import org.apache.activemq.artemis.api.core.client.ClientSessionFactory;
import org.apache.activemq.artemis.api.core.client.ServerLocator;
import org.jspecify.annotations.Nullable;

/**
 * An address whose messages go to all who subscribe. Text messages, not durable: they cost the
 * journal nothing, and are gone with the broker. It has a connection of its own, so it waits for
 * nobody and nobody for it; one that broke is opened again by the next message. For one thread, but
 * any may close it.
 */
public final class BrokerTopic implements AutoCloseable {
  private final ServerLocator locator;
  private final String address;
  private final String password;
  private volatile @Nullable Connection connection;

  private record Connection(
      ClientSessionFactory factory, ClientSession session, ClientProducer producer) {}

  /**
   * @param password of the router
   */
  BrokerTopic(ServerLocator locator, String address, String password) {
    this.locator = locator;
    this.address = address;
    this.password = password;
  }

  /**
   * Sends a text, as JMS does.
   *
   * @throws Exception when the broker does not take it
   */
  public void publish(String text) throws Exception {
    try {
      Connection open = connection();
      ClientMessage message = open.session().createMessage(Message.TEXT_TYPE, false);
      message.getBodyBuffer().writeNullableSimpleString(SimpleString.of(text));
      open.producer().send(message);
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
              true,
              true,
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
