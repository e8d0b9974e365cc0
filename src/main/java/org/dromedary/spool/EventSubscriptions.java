package org.dromedary.spool;

import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Stream;
import org.apache.activemq.artemis.core.postoffice.impl.LocalQueueBinding;
import org.apache.activemq.artemis.core.server.ActiveMQServer;
import org.apache.activemq.artemis.core.server.Queue;
import org.dromedary.events.UserTopic;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The subscriptions to a topic: one that nobody reads must not fill the disk, on which mail is. It
 * loses its oldest events beyond a limit, and others lose nothing. Those of reports are shortened
 * by {@link EventQueue#shorten}, since a report tells what it has lost.
 */
public final class EventSubscriptions {
  private static final Logger LOG = LoggerFactory.getLogger(EventSubscriptions.class);
  private static final int EVENTS_OF_A_TRANSACTION = 1000;

  private final ActiveMQServer server;
  private final String address;
  private final long most;

  /**
   * @param address of the topic, with those of users below it
   * @param most events that a subscription keeps
   */
  public EventSubscriptions(ActiveMQServer server, String address, long most) {
    this.server = server;
    this.address = address;
    this.most = most;
  }

  /** Removes what is too much; blocks. */
  public synchronized void trim() {
    try {
      for (Queue queue : queues().toList()) {
        long tooMany = queue.getMessageCount() - most;
        if (tooMany > 0) {
          AtomicLong left = new AtomicLong(tooMany);
          queue.deleteMatchingReferences(
              EVENTS_OF_A_TRANSACTION, new MessageChoice(event -> left.getAndDecrement() > 0));
          LOG.warn(
              "the subscription {} is not read: it has lost its {} oldest events",
              queue.getName(),
              tooMany);
        }
      }
    } catch (Exception e) {
      LOG.warn("subscriptions cannot be shortened now: {}", e.toString());
    }
  }

  private Stream<Queue> queues() {
    return server
        .getPostOffice()
        .getAllBindings()
        .filter(binding -> UserTopic.isOf(address, binding.getAddress().toString()))
        .filter(LocalQueueBinding.class::isInstance)
        .map(binding -> ((LocalQueueBinding) binding).getQueue())
        .filter(queue -> !queue.getName().toString().startsWith(EventQueue.REPORTS));
  }
}
