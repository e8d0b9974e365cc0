package org.dromedary.testkit;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.apache.activemq.artemis.api.core.ActiveMQException;
import org.apache.activemq.artemis.api.core.SimpleString;
import org.apache.activemq.artemis.api.core.TransportConfiguration;
import org.apache.activemq.artemis.api.core.client.ActiveMQClient;
import org.apache.activemq.artemis.api.core.client.ClientConsumer;
import org.apache.activemq.artemis.api.core.client.ClientMessage;
import org.apache.activemq.artemis.api.core.client.ClientSession;
import org.apache.activemq.artemis.api.core.client.ClientSessionFactory;
import org.apache.activemq.artemis.api.core.client.ServerLocator;
import org.apache.activemq.artemis.core.remoting.impl.invm.InVMConnectorFactory;

/** Looks into the queues of the router in this JVM and changes nothing. For one thread. */
public final class SpoolView implements AutoCloseable {
  private final ServerLocator locator;
  private final ClientSessionFactory factory;
  private final ClientSession session;

  private SpoolView(ServerLocator locator) throws Exception {
    this.locator = locator;
    this.factory = locator.createSessionFactory();
    this.session = factory.createSession();
    this.session.start();
  }

  public static SpoolView open() throws Exception {
    return new SpoolView(
        ActiveMQClient.createServerLocatorWithoutHA(
            new TransportConfiguration(InVMConnectorFactory.class.getName())));
  }

  /** Messages on a queue, those that a route works on included; 0 when there is no such queue. */
  public long depth(String queue) throws Exception {
    return session.queueQuery(SimpleString.of(queue)).getMessageCount();
  }

  /** Properties of the messages on a queue that no route has taken, its head first. */
  public List<Map<String, String>> properties(String queue) throws Exception {
    List<Map<String, String>> all = new ArrayList<>();
    try (ClientConsumer browser = session.createConsumer(queue, true)) {
      for (ClientMessage next = browser.receiveImmediate();
          next != null;
          next = browser.receiveImmediate()) {
        Map<String, String> properties = new TreeMap<>();
        for (SimpleString name : next.getPropertyNames()) {
          properties.put(name.toString(), String.valueOf(next.getObjectProperty(name)));
        }
        all.add(properties);
      }
    }
    return all;
  }

  @Override
  public void close() throws ActiveMQException {
    session.close();
    factory.close();
    locator.close();
  }
}
