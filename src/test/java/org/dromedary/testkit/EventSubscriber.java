package org.dromedary.testkit;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.apache.activemq.artemis.api.core.QueueConfiguration;
import org.apache.activemq.artemis.api.core.RoutingType;
import org.apache.activemq.artemis.api.core.TransportConfiguration;
import org.apache.activemq.artemis.api.core.client.ActiveMQClient;
import org.apache.activemq.artemis.api.core.client.ClientMessage;
import org.apache.activemq.artemis.api.core.client.ClientSession;
import org.apache.activemq.artemis.api.core.client.ServerLocator;
import org.apache.activemq.artemis.core.remoting.impl.invm.InVMConnectorFactory;

/** Hears what the router of this process publishes on {@code mail.events}. */
public final class EventSubscriber implements AutoCloseable {
  private static final long LONGEST_WAIT_MILLIS = 10_000;

  private final ServerLocator locator;
  private final Set<String> words;
  private final List<String> events = new ArrayList<>();

  private EventSubscriber(ServerLocator locator, Set<String> words) throws Exception {
    this.locator = locator;
    this.words = words;
    ClientSession session = locator.createSessionFactory().createSession(true, true);
    String name = UUID.randomUUID().toString();
    session.createQueue(
        QueueConfiguration.of(name)
            .setAddress("mail.events")
            .setRoutingType(RoutingType.MULTICAST)
            .setDurable(false));
    session.createConsumer(name).setMessageHandler(this::take);
    session.start();
  }

  /**
   * Subscribes; the router must be running.
   *
   * @param words the events that are heard, such as {@code failed}; all if there are none
   */
  public static EventSubscriber open(String... words) throws Exception {
    return new EventSubscriber(
        ActiveMQClient.createServerLocatorWithoutHA(
            new TransportConfiguration(InVMConnectorFactory.class.getName())),
        Set.of(words));
  }

  private synchronized void take(ClientMessage message) {
    String event = message.getBodyBuffer().readNullableSimpleString().toString();
    if (words.isEmpty() || words.contains(word(event))) {
      events.add(event);
      notifyAll();
    }
  }

  private static String word(String event) {
    return event.replaceFirst("^\\{\"event\":\"(\\w+)\".*", "$1");
  }

  /** The first events since the subscription, as JSON. */
  public synchronized List<String> read(int count) throws InterruptedException {
    long end = System.currentTimeMillis() + LONGEST_WAIT_MILLIS;
    while (events.size() < count && System.currentTimeMillis() < end) {
      wait(100);
    }
    return List.copyOf(events.subList(0, Math.min(count, events.size())));
  }

  @Override
  public void close() {
    locator.close();
  }
}
