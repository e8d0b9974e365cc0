package org.dromedary.spool;

import org.apache.activemq.artemis.api.core.ActiveMQException;
import org.apache.activemq.artemis.api.core.QueueConfiguration;
import org.apache.activemq.artemis.api.core.RoutingType;
import org.apache.activemq.artemis.api.core.SimpleString;
import org.apache.activemq.artemis.api.core.client.ClientSession;
import org.apache.activemq.artemis.api.core.client.ClientSessionFactory;

/** A transacted session with a connection of its own. */
record SpoolSession(ClientSessionFactory connection, ClientSession session)
    implements AutoCloseable {

  /** Opens a session whose sends and acknowledgements take effect with {@code commit()}. */
  static SpoolSession open(BrokerConnections connections) throws Exception {
    ClientSessionFactory connection = connections.connect();
    try {
      return new SpoolSession(connection, connection.createSession(false, false, false));
    } catch (ActiveMQException e) {
      connection.close();
      throw e;
    }
  }

  /** Makes a durable queue of this name if there is none. */
  void ensureQueue(String name) throws ActiveMQException {
    SimpleString queue = SimpleString.of(name);
    if (!session.addressQuery(queue).isExists()) {
      session.createAddress(queue, RoutingType.ANYCAST, false);
    }
    if (!session.queueQuery(queue).isExists()) {
      session.createQueue(
          QueueConfiguration.of(queue)
              .setRoutingType(RoutingType.ANYCAST)
              .setDurable(true)
              .setAutoDelete(false));
    }
  }

  @Override
  public void close() {
    connection.close();
  }
}
