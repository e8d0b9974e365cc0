package org.dromedary.events;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import org.apache.activemq.artemis.api.core.ActiveMQNotConnectedException;
import org.apache.activemq.artemis.api.core.QueueConfiguration;
import org.apache.activemq.artemis.api.core.RoutingType;
import org.apache.activemq.artemis.api.core.SimpleString;
import org.apache.activemq.artemis.api.core.TransportConfiguration;
import org.apache.activemq.artemis.api.core.client.ActiveMQClient;
import org.apache.activemq.artemis.api.core.client.ClientConsumer;
import org.apache.activemq.artemis.api.core.client.ClientMessage;
import org.apache.activemq.artemis.api.core.client.ClientSession;
import org.apache.activemq.artemis.api.core.client.ClientSessionFactory;
import org.apache.activemq.artemis.api.core.client.ServerLocator;
import org.apache.activemq.artemis.core.paging.PagingStore;
import org.apache.activemq.artemis.core.remoting.impl.invm.InVMConnectorFactory;
import org.apache.activemq.artemis.core.settings.impl.AddressSettings;
import org.apache.activemq.artemis.core.settings.impl.PageFullMessagePolicy;
import org.apache.activemq.artemis.spi.core.protocol.RemotingConnection;
import org.dromedary.broker.BrokerSettings;
import org.dromedary.broker.BrokerTopic;
import org.dromedary.broker.EmbeddedBroker;
import org.dromedary.spool.EventSubscriptions;
import org.dromedary.spool.HistoryReader;
import org.dromedary.spool.SpoolComponent;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Refusals on the topic of the broker, with subscribers as they are. */
@Timeout(120)
class RefusalEventsIT {
  private static final String TOPIC = "mail.events";

  private static final int KEPT = 5000;

  /** Who publishes pauses for up to half a minute when he could not. */
  private static final long LONGEST_WAIT_MILLIS = 35_000;

  /** More than there is room for in memory. */
  private static final int ROUNDS = 2;

  private EmbeddedBroker broker;
  private BrokerTopic topic;
  private HistoryReader publishing;
  private SpoolComponent spool;
  private Events events;
  private ServerLocator locator;
  private ClientSessionFactory factory;
  private ClientSession session;

  @BeforeEach
  void start(@TempDir Path directory) throws Exception {
    broker =
        EmbeddedBroker.start(
            new BrokerSettings(Path.of("artemis-config/broker.xml"), directory), () -> {});
    topic = broker.topic(TOPIC);
    publishing =
        HistoryReader.start(
            "mail.publishing",
            broker::openSession,
            Duration.ofMillis(20),
            new EventPublisher(topic)::publish);
    spool = new SpoolComponent(broker::openSession, directory, InstantSource.system());
    events =
        Events.start(
            new Journal(spool),
            new EventWriter(EventsTest.IDS, InstantSource.system()),
            InstantSource.system());
    locator =
        ActiveMQClient.createServerLocatorWithoutHA(
            new TransportConfiguration(InVMConnectorFactory.class.getName()));
    factory = locator.createSessionFactory();
    session = factory.createSession(true, true);
    session.start();
  }

  @AfterEach
  void stop() throws Exception {
    locator.close();
    events.close();
    spool.stop();
    publishing.close();
    topic.close();
    broker.stop();
  }

  /** Never full. */
  private record Journal(SpoolComponent spool) implements EventJournal {
    @Override
    public void tell(List<byte[]> lines, Consumer<Optional<Exception>> afterwards)
        throws Exception {
      spool.tell(lines, afterwards);
    }

    @Override
    public boolean isFull() {
      return false;
    }

    @Override
    public boolean isBehind() {
      return false;
    }
  }

  private void subscribe(String name, boolean durable) throws Exception {
    session.createQueue(
        QueueConfiguration.of(name)
            .setAddress(TOPIC)
            .setRoutingType(RoutingType.MULTICAST)
            .setDurable(durable));
  }

  private long waiting(String name) {
    return broker.server().locateQueue(SimpleString.of(name)).getMessageCount();
  }

  private List<String> read(String name, int count) throws Exception {
    List<String> texts = new ArrayList<>();
    try (ClientConsumer consumer = session.createConsumer(name)) {
      while (texts.size() < count) {
        ClientMessage next = consumer.receive(LONGEST_WAIT_MILLIS);
        assertThat(next).as("message %s of %s", texts.size(), name).isNotNull();
        texts.add(next.getBodyBuffer().readNullableSimpleString().toString());
        next.acknowledge();
      }
    }
    return texts;
  }

  private void refuse(int count) {
    for (int i = 0; i < count; i++) {
      events.publish(new Event.Refused(Refusals.of(i + "@example.org")));
    }
  }

  @Test
  void everySubscriberHasEveryRefusal() throws Exception {
    subscribe("one", false);
    subscribe("two", true);
    refuse(3);
    await().until(() -> waiting("one") == 3 && waiting("two") == 3);
    assertThat(read("one", 3)).isEqualTo(read("two", 3));
    refuse(1);
    await().until(() -> waiting("one") == 1);
    assertThat(Refusals.parsed(read("one", 1).getFirst()))
        .containsEntry("event", "refused")
        .containsEntry("recipient", "0@example.org");
  }

  @Test
  void withoutASubscriberNothingIsKept() throws Exception {
    PagingStore store = broker.server().getPagingManager().getPageStore(SimpleString.of(TOPIC));
    refuse(100);
    subscribe("late", true);
    events.publish(new Event.Refused(Refusals.of("last@example.org")));
    await().until(() -> lastOf("late").contains("\"last@example.org\""));
    await().untilAsserted(() -> assertThat(store.getAddressSize()).isZero());
  }

  private String lastOf(String name) throws Exception {
    return read(name, (int) waiting(name)).stream().reduce("", (before, last) -> last);
  }

  @Test
  void aSubscriptionThatNobodyReadsLosesItsOldestEventsAndOthersNone() throws Exception {
    subscribe("dead", true);
    subscribe("alive", true);
    for (int round = 0; round < ROUNDS; round++) {
      for (int i = 0; i < KEPT; i++) {
        events.publish(new Event.Refused(Refusals.largest()));
      }
      assertThat(read("alive", KEPT)).hasSize(KEPT);
    }
    refuse(3);
    await().until(() -> waiting("alive") == 3);
    PagingStore store = broker.server().getPagingManager().getPageStore(SimpleString.of(TOPIC));
    assertThat(store.isPaging()).isTrue();
    EventSubscriptions subscriptions = new EventSubscriptions(broker.server(), TOPIC, KEPT);
    subscriptions.trim();
    await().until(() -> waiting("dead") == KEPT);
    assertThat(waiting("alive")).isEqualTo(3);
    assertThat(read("alive", 3)).last().asString().contains("\"2@example.org\"");
    assertThat(read("dead", KEPT)).last().asString().contains("\"2@example.org\"");
    subscriptions.trim();
    assertThat(waiting("dead")).isZero();
  }

  /** As many as are on disk at the most are few here. */
  @Test
  void whenNoSubscriptionHasRoomEventsWaitAndNoneIsLost() throws Exception {
    AddressSettings settings =
        new AddressSettings(broker.server().getAddressSettingsRepository().getMatch(TOPIC));
    settings.setMaxSizeBytes(1 << 20).setPageSizeBytes(1 << 20).setPageLimitBytes(16L << 20);
    assertThat(settings.getPageFullMessagePolicy()).isEqualTo(PageFullMessagePolicy.FAIL);
    broker.server().getAddressSettingsRepository().addMatch(TOPIC, settings);
    subscribe("slow", true);
    int count = 0;
    while (!broker.isFull(TOPIC)) {
      for (int i = 0; i < 200; i++) {
        events.publish(new Event.LoginFailed("relay", "user", count++ + " " + "x".repeat(400)));
      }
      events.settled().toCompletableFuture().join();
      assertThat(count).isLessThan(100_000);
    }
    await().until(() -> waiting("mail.publishing") > 0);
    List<String> read = new ArrayList<>(read("slow", count));
    assertThat(read.stream().map(event -> Refusals.parsed(event).get("reason")).distinct())
        .hasSize(count);
    await().until(() -> waiting("mail.publishing") == 0);
    assertThat(waiting("slow")).isZero();
  }

  @Test
  void aLostConnectionLosesNothing() throws Exception {
    subscribe("before", true);
    refuse(1);
    await().until(() -> waiting("before") == 1);
    for (RemotingConnection each : broker.server().getRemotingService().getConnections()) {
      each.fail(new ActiveMQNotConnectedException("it breaks"));
    }
    refuse(3);
    // who publishes waits for an answer for half a minute
    await().atMost(Duration.ofSeconds(50)).until(() -> waiting("before") >= 4);
  }
}
