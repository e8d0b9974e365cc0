package org.dromedary.broker;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.activemq.artemis.core.server.ActiveMQServer;
import org.apache.activemq.artemis.core.server.ServerConsumer;
import org.apache.activemq.artemis.core.server.ServerSession;
import org.apache.activemq.artemis.core.server.plugin.ActiveMQServerConsumerPlugin;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Logs which routers come and go: each listens to how the broker is, once. */
final class RouterWatch implements ActiveMQServerConsumerPlugin {
  private static final Logger LOG = LoggerFactory.getLogger(RouterWatch.class);

  private final Map<ServerConsumer, String> routers = new ConcurrentHashMap<>();
  private volatile @Nullable ActiveMQServer server;

  @Override
  public void registered(ActiveMQServer registeredWith) {
    server = registeredWith;
  }

  @Override
  public void afterCreateConsumer(ServerConsumer consumer) {
    ActiveMQServer broker = server;
    if (broker != null && consumer.getQueue().getAddress().toString().equals(BrokerState.ADDRESS)) {
      ServerSession session = broker.getSessionByID(consumer.getSessionID());
      String place = session == null ? "?" : session.getRemotingConnection().getRemoteAddress();
      routers.put(consumer, place);
      LOG.info("a router has come: {}", place);
    }
  }

  @Override
  public void afterCloseConsumer(ServerConsumer consumer, boolean failed) {
    String place = routers.remove(consumer);
    if (place != null) {
      LOG.info("a router has gone{}: {}", failed ? " without a word" : "", place);
    }
  }
}
