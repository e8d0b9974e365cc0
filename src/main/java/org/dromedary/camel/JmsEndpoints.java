package org.dromedary.camel;

import jakarta.jms.ConnectionFactory;
import org.apache.camel.component.jms.JmsComponent;
import org.apache.camel.component.jms.JmsConfiguration;
import org.springframework.jms.connection.CachingConnectionFactory;

/** The component {@code jms:}, for mailboxes and the routes of teams; our own queues use spool. */
public final class JmsEndpoints {
  private static final int SESSIONS = 20;

  private JmsEndpoints() {}

  /** The component for the broker of this router. */
  public static JmsComponent component(ConnectionFactory broker) {
    CachingConnectionFactory connections = new CachingConnectionFactory(broker);
    connections.setSessionCacheSize(SESSIONS);
    JmsConfiguration configuration = new JmsConfiguration(connections);
    configuration.setMapJmsMessage(false); // an application's object is data, never a class of ours
    return new JmsComponent(configuration);
  }
}
