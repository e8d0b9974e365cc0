package org.dromedary.broker;

import org.apache.activemq.artemis.api.core.ActiveMQException;
import org.apache.activemq.artemis.api.core.client.ClientSession;
import org.apache.activemq.artemis.api.core.client.ClientSessionFactory;
import org.apache.activemq.artemis.api.core.client.ServerLocator;

/** What sessions have in common, wherever the broker is. */
final class CoreSessions {
  /** A mail below this size is one record of the journal; larger ones become files. */
  private static final int MINIMUM_LARGE_MESSAGE_SIZE = 1 << 20;

  private CoreSessions() {}

  /** Nothing blocks but the commit, and a connection that broke is of no use any more. */
  static ServerLocator configured(ServerLocator locator) {
    return locator
        .setBlockOnDurableSend(false)
        .setBlockOnNonDurableSend(false)
        .setBlockOnAcknowledge(false)
        .setMinLargeMessageSize(MINIMUM_LARGE_MESSAGE_SIZE)
        .setConfirmationWindowSize(-1)
        .setProducerWindowSize(MINIMUM_LARGE_MESSAGE_SIZE)
        .setReconnectAttempts(0);
  }

  /** A transacted session. */
  static ClientSession open(
      ClientSessionFactory factory, ServerLocator locator, String user, String password)
      throws ActiveMQException {
    return factory.createSession(
        user, password, false, false, false, locator.isPreAcknowledge(), locator.getAckBatchSize());
  }

  /** A transacted session with a connection of its own, which ends with its factory. */
  static ClientSession connected(ServerLocator locator, String user, String password)
      throws Exception {
    ClientSessionFactory factory = locator.createSessionFactory();
    try {
      return open(factory, locator, user, password);
    } catch (ActiveMQException e) {
      factory.close();
      throw e;
    }
  }
}
