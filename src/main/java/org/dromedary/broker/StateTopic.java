package org.dromedary.broker;

import org.apache.activemq.artemis.api.core.ActiveMQException;
import org.apache.activemq.artemis.api.core.Message;
import org.apache.activemq.artemis.api.core.RoutingType;
import org.apache.activemq.artemis.api.core.SimpleString;
import org.apache.activemq.artemis.api.core.client.ClientMessage;
import org.apache.activemq.artemis.api.core.client.ClientProducer;
import org.apache.activemq.artemis.api.core.client.ClientSession;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Tells routers how the broker of this process is. Safe for use by several threads. */
public final class StateTopic implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(StateTopic.class);

  private final ClientSession session;
  private final ClientProducer producer;

  private StateTopic(ClientSession session, ClientProducer producer) {
    this.session = session;
    this.producer = producer;
  }

  /** Opens it; from now on routers may be told. */
  public static StateTopic open(EmbeddedBroker broker) throws Exception {
    ClientSession session = broker.openSession();
    SimpleString address = SimpleString.of(BrokerState.ADDRESS);
    if (!session.addressQuery(address).isExists()) {
      session.createAddress(address, RoutingType.MULTICAST, false);
    }
    return new StateTopic(session, session.createProducer(address));
  }

  /** Tells it to all routers that are there. */
  public synchronized void tell(BrokerState state) {
    if (session.isClosed()) {
      return;
    }
    try {
      ClientMessage message = session.createMessage(Message.TEXT_TYPE, false);
      message.getBodyBuffer().writeNullableSimpleString(SimpleString.of(state.json()));
      producer.send(message);
      session.commit();
    } catch (ActiveMQException e) {
      LOG.warn("routers cannot be told how the broker is: {}", e.toString());
    }
  }

  @Override
  public synchronized void close() {
    try {
      session.close();
    } catch (ActiveMQException e) {
      LOG.debug("the session was broken already", e);
    }
  }
}
