package org.dromedary.broker;

import jakarta.jms.ConnectionFactory;
import java.util.List;
import org.apache.activemq.artemis.api.core.client.ClientSession;

/** Where the mail is: in this process, or in one of its own. Safe for use by several threads. */
public sealed interface Broker permits EmbeddedBroker, ExternalBroker {
  /**
   * Opens a transacted session whose sends and acknowledgements block no more than its commits do.
   *
   * @throws Exception when the broker cannot be reached
   */
  ClientSession openSession() throws Exception;

  /** For JMS clients in this process; sends of durable messages return when they are on disk. */
  ConnectionFactory connectionFactory();

  /**
   * Whether a message with this duplicate id was sent to an address, and is remembered; also false
   * when that cannot be told without asking: the broker refuses the message then.
   */
  boolean hasDuplicateId(String address, byte[] id);

  /** How many messages there are on some queues; takes no time. */
  long messages(String... queues);

  /** Whether an address is near the limit of its page files, or at it; takes no time. */
  boolean isFull(String address);

  /** The names of all queues. */
  List<String> queueNames();

  /** Lets go of it; what was committed stays on disk. */
  void stop() throws Exception;
}
