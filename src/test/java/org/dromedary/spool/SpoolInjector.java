package org.dromedary.spool;

import org.apache.activemq.artemis.api.core.TransportConfiguration;
import org.apache.activemq.artemis.api.core.client.ActiveMQClient;
import org.apache.activemq.artemis.api.core.client.ClientProducer;
import org.apache.activemq.artemis.api.core.client.ClientSession;
import org.apache.activemq.artemis.api.core.client.ClientSessionFactory;
import org.apache.activemq.artemis.api.core.client.ServerLocator;
import org.apache.activemq.artemis.core.remoting.impl.invm.InVMConnectorFactory;
import org.dromedary.queue.QueuedMessage;

/** Puts mails on the queues of the router in this JVM, as if they had come in by SMTP. */
public final class SpoolInjector {
  private SpoolInjector() {}

  /** Returns when the mail is durable. */
  public static void put(String queue, QueuedMessage mail) throws Exception {
    try (ServerLocator locator =
            ActiveMQClient.createServerLocatorWithoutHA(
                new TransportConfiguration(InVMConnectorFactory.class.getName()));
        ClientSessionFactory factory = locator.createSessionFactory();
        ClientSession session = factory.createSession();
        ClientProducer producer = session.createProducer()) {
      OutgoingMessage.of(queue, mail).send(session, producer);
      session.commit();
    }
  }
}
