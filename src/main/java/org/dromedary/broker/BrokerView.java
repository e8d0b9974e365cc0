package org.dromedary.broker;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.apache.activemq.artemis.core.postoffice.impl.LocalQueueBinding;
import org.apache.activemq.artemis.core.server.ActiveMQServer;
import org.apache.activemq.artemis.core.server.MessageReference;
import org.apache.activemq.artemis.core.server.Queue;
import org.dromedary.events.UserTopic;
import org.dromedary.metrics.QueueSize;

/** What can be seen of the broker at any time, without a cost that grows with its queues. */
public record BrokerView(EmbeddedBroker broker, InstantSource clock) {
  /** Topics without mail, and what reports have been made of; addresses below them are, too. */
  private static final Set<String> OF_EVENTS =
      Set.of(EmbeddedBroker.EVENTS, "mail.history", "mail.report", BrokerState.ADDRESS);

  /** Whether it runs and has room for messages. */
  public boolean takesMessages() {
    ActiveMQServer server = broker.server();
    return server.isStarted() && server.isActive() && !server.getPagingManager().isDiskFull();
  }

  /** All queues but those of the broker itself, those with events and those of reports. */
  public List<QueueSize> queues() {
    Instant now = clock.instant();
    return broker
        .server()
        .getPostOffice()
        .getAllBindings()
        .filter(LocalQueueBinding.class::isInstance)
        .map(binding -> ((LocalQueueBinding) binding).getQueue())
        .filter(queue -> !queue.isInternalQueue() && !isOfEvents(queue.getAddress().toString()))
        .map(queue -> size(queue, now))
        .toList();
  }

  private static boolean isOfEvents(String address) {
    return OF_EVENTS.stream().anyMatch(topic -> UserTopic.isOf(topic, address));
  }

  private static QueueSize size(Queue queue, Instant now) {
    Optional<Duration> oldest =
        Optional.ofNullable(queue.peekFirstMessage())
            .map(MessageReference::getMessage)
            .map(first -> Duration.between(Instant.ofEpochMilli(first.getTimestamp()), now));
    return new QueueSize(queue.getName().toString(), queue.getMessageCount(), oldest);
  }
}
