package org.dromedary.spool;

import org.apache.activemq.artemis.api.core.ActiveMQAddressExistsException;
import org.apache.activemq.artemis.api.core.ActiveMQException;
import org.apache.activemq.artemis.api.core.ActiveMQQueueExistsException;
import org.apache.activemq.artemis.api.core.QueueConfiguration;
import org.apache.activemq.artemis.api.core.RoutingType;
import org.apache.activemq.artemis.api.core.SimpleString;
import org.apache.activemq.artemis.api.core.client.ClientSession;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What every user of a session needs. */
final class SpoolSessions {
  private static final Logger LOG = LoggerFactory.getLogger(SpoolSessions.class);

  private SpoolSessions() {}

  /** Closes a session, even a broken one; what was not committed goes back to its queue. */
  static void close(ClientSession session) {
    try {
      session.close();
    } catch (ActiveMQException e) {
      LOG.debug("the session was broken already", e);
    }
  }

  /** Makes a durable queue of this name if there is none; another router may do so as well. */
  static void ensureQueue(ClientSession session, String name) throws ActiveMQException {
    SimpleString queue = SimpleString.of(name);
    try {
      if (!session.addressQuery(queue).isExists()) {
        session.createAddress(queue, RoutingType.ANYCAST, false);
      }
    } catch (ActiveMQAddressExistsException e) {
      LOG.debug("another router was quicker", e);
    }
    try {
      if (!session.queueQuery(queue).isExists()) {
        session.createQueue(
            QueueConfiguration.of(queue)
                .setRoutingType(RoutingType.ANYCAST)
                .setDurable(true)
                .setAutoDelete(false));
      }
    } catch (ActiveMQQueueExistsException e) {
      LOG.debug("another router was quicker", e);
    }
  }
}
