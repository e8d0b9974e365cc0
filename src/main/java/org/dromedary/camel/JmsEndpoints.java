package org.dromedary.camel;

import jakarta.jms.ConnectionFactory;
import jakarta.jms.JMSException;
import jakarta.jms.Message;
import jakarta.jms.TextMessage;
import java.util.function.UnaryOperator;
import org.apache.camel.Processor;
import org.apache.camel.component.jms.JmsComponent;
import org.apache.camel.component.jms.JmsConfiguration;
import org.springframework.jms.connection.CachingConnectionFactory;

/** The component {@code jms:}, for mailboxes and the routes of teams; our own queues use spool. */
public final class JmsEndpoints {
  private static final int SESSIONS = 20;

  private JmsEndpoints() {}

  /** A step that answers the text of a message. */
  public static Processor answering(UnaryOperator<String> answer) {
    return BodyStep.of(Message.class, message -> answer.apply(text(message)));
  }

  /** Empty for other messages: whatever else an application may send is not looked into. */
  private static String text(Message message) throws JMSException {
    return message instanceof TextMessage text && text.getText() != null ? text.getText() : "";
  }

  /** The component for the broker of this router. */
  public static JmsComponent component(ConnectionFactory broker) {
    CachingConnectionFactory connections = new CachingConnectionFactory(broker);
    connections.setSessionCacheSize(SESSIONS);
    JmsConfiguration configuration = new JmsConfiguration(connections);
    configuration.setMapJmsMessage(false); // an application's object is data, never a class of ours
    return new JmsComponent(configuration);
  }
}
