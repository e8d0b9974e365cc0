package org.dromedary.broker;

import jakarta.jms.ConnectionFactory;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.apache.activemq.artemis.api.core.ActiveMQException;
import org.apache.activemq.artemis.api.core.ActiveMQExceptionType;
import org.apache.activemq.artemis.api.core.ActiveMQNotConnectedException;
import org.apache.activemq.artemis.api.core.QueueConfiguration;
import org.apache.activemq.artemis.api.core.RoutingType;
import org.apache.activemq.artemis.api.core.TransportConfiguration;
import org.apache.activemq.artemis.api.core.client.ActiveMQClient;
import org.apache.activemq.artemis.api.core.client.ClientMessage;
import org.apache.activemq.artemis.api.core.client.ClientSession;
import org.apache.activemq.artemis.api.core.client.ClientSessionFactory;
import org.apache.activemq.artemis.api.core.client.ServerLocator;
import org.apache.activemq.artemis.api.core.client.SessionFailureListener;
import org.apache.activemq.artemis.api.jms.ActiveMQJMSClient;
import org.apache.activemq.artemis.api.jms.JMSFactoryType;
import org.apache.activemq.artemis.jms.client.ActiveMQConnectionFactory;
import org.dromedary.queue.QueuesAwayException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A broker in a process of its own, which several routers share. While it is away, whoever wants a
 * session is told so at once, and it is connected to again in the background.
 */
public final class ExternalBroker implements Broker {
  private static final Logger LOG = LoggerFactory.getLogger(ExternalBroker.class);

  /**
   * So long after the last sign of life of a router its mail goes to others; and of the broker, it
   * is given up.
   */
  private static final Duration LIFE = Duration.ofSeconds(30);

  private static final Duration BETWEEN_SIGNS = Duration.ofSeconds(10);
  private static final Duration FIRST_PAUSE = Duration.ofSeconds(1);
  private static final Duration LONGEST_PAUSE = Duration.ofSeconds(10);
  private static final Duration STATE_TIMEOUT = Duration.ofSeconds(10);

  private final BrokerLink link;
  private final DirectoryLock lock;
  private final TransportConfiguration[] connectors;
  private final ServerLocator locator;
  private final String password;
  private final CountDownLatch closing = new CountDownLatch(1);
  private volatile Listener listener = Listener.NOBODY;
  private volatile @Nullable Connection connection;
  private volatile BrokerState state =
      new BrokerState(true, Map.of(), Set.of(), Set.of(), 0, "", "");

  private record Connection(ClientSessionFactory factory, ClientSession session) {}

  /** Told of the broker, on a thread of the connection: it must not block. */
  public interface Listener {
    /** Nobody is told. */
    Listener NOBODY =
        new Listener() {
          @Override
          public void lost() {}

          @Override
          public void found() {}

          @Override
          public void told(BrokerState state) {}
        };

    /** It is away. */
    void lost();

    /** It is there again. */
    void found();

    /** So it is now. */
    void told(BrokerState state);
  }

  private ExternalBroker(
      BrokerLink link, DirectoryLock lock, TransportConfiguration[] connectors, String password) {
    this.link = link;
    this.lock = lock;
    this.connectors = connectors;
    this.password = password;
    this.locator =
        CoreSessions.configured(ActiveMQClient.createServerLocatorWithoutHA(connectors))
            .setConnectionTTL(LIFE.toMillis())
            .setClientFailureCheckPeriod(BETWEEN_SIGNS.toMillis());
  }

  /**
   * Connects.
   *
   * @param trusted the roots of the link, when there are any
   * @param directory of this router alone, as long as it runs
   * @throws Exception when the broker cannot be reached, or it is no such broker
   */
  public static ExternalBroker connect(
      BrokerLink link, Optional<KeyStoreFile> trusted, Path directory) throws Exception {
    DirectoryLock lock = DirectoryLock.take(directory);
    try {
      ExternalBroker broker =
          new ExternalBroker(link, lock, link.connectors(trusted), link.password().resolve());
      broker.connection = broker.connect();
      return broker;
    } catch (Exception e) {
      lock.close();
      throw e;
    }
  }

  /** One listener, from now on. */
  public void listen(Listener next) {
    listener = next;
    next.told(state);
  }

  private Connection connect() throws Exception {
    ClientSessionFactory factory = factory();
    try {
      ClientSession session =
          factory.createSession(link.user(), password, false, true, true, true, 0);
      session.addFailureListener(new Loss(factory));
      awaitState(session);
      return new Connection(factory, session);
    } catch (ActiveMQException e) {
      factory.close();
      throw e.getType() == ActiveMQExceptionType.SECURITY_EXCEPTION
          ? refused("does not let " + link.user() + " in as a router: " + e.getMessage())
          : refused("is not one of `dromedary broker`: " + e.getMessage());
    } catch (Exception e) {
      factory.close();
      throw e;
    }
  }

  private ClientSessionFactory factory() throws Exception {
    try {
      return locator.createSessionFactory();
    } catch (ActiveMQException e) {
      throw refused("cannot be reached: " + e.getMessage());
    }
  }

  private IOException refused(String why) {
    return new IOException("the broker at " + link.place() + " " + why);
  }

  /** Subscribes to how the broker is, and waits until it has been told once. */
  private void awaitState(ClientSession session) throws Exception {
    String queue = BrokerState.ADDRESS + "." + UUID.randomUUID();
    session.createQueue(
        QueueConfiguration.of(queue)
            .setAddress(BrokerState.ADDRESS)
            .setRoutingType(RoutingType.MULTICAST)
            .setDurable(false)
            .setTemporary(true)
            .setRingSize(1L));
    CountDownLatch told = new CountDownLatch(1);
    session
        .createConsumer(queue)
        .setMessageHandler(
            message -> {
              told(message);
              told.countDown();
            });
    session.start();
    if (!told.await(STATE_TIMEOUT.toMillis(), TimeUnit.MILLISECONDS)) {
      throw refused("is not ready");
    }
  }

  private void told(ClientMessage message) {
    try {
      state = BrokerState.parse(String.valueOf(message.getBodyBuffer().readNullableSimpleString()));
      listener.told(state);
    } catch (IOException | RuntimeException e) {
      LOG.warn("how the broker is was told and not understood: {}", e.toString());
    }
  }

  /** The connection with this factory has ended. */
  private final class Loss implements SessionFailureListener {
    private final ClientSessionFactory factory;

    Loss(ClientSessionFactory factory) {
      this.factory = factory;
    }

    @Override
    public void connectionFailed(ActiveMQException cause, boolean failedOver) {
      lost(factory, cause);
    }

    @Override
    public void connectionFailed(ActiveMQException cause, boolean failedOver, String target) {
      lost(factory, cause);
    }

    @Override
    public void beforeReconnect(ActiveMQException cause) {}
  }

  private void lost(ClientSessionFactory factory, ActiveMQException cause) {
    synchronized (this) {
      Connection current = connection;
      if (isClosing() || current == null || current.factory() != factory) {
        return;
      }
      connection = null;
    }
    LOG.warn("the broker at {} is away: {}", link.place(), cause.getMessage());
    listener.lost();
    Thread.ofPlatform().daemon().name("broker-connect").start(() -> reconnect(factory));
  }

  private boolean isClosing() {
    return closing.getCount() == 0;
  }

  private void reconnect(ClientSessionFactory lost) {
    lost.close();
    Duration pause = FIRST_PAUSE;
    try {
      while (!closing.await(pause.toMillis(), TimeUnit.MILLISECONDS)) {
        if (connectsAgain()) {
          return;
        }
        Duration longer = pause.multipliedBy(2);
        pause = longer.compareTo(LONGEST_PAUSE) < 0 ? longer : LONGEST_PAUSE;
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private boolean connectsAgain() throws InterruptedException {
    try {
      Connection made = connect();
      synchronized (this) {
        if (isClosing()) {
          made.factory().close();
          return true;
        }
        connection = made;
      }
      LOG.info("the broker at {} is there again", link.place());
      listener.found();
      return true;
    } catch (InterruptedException e) {
      throw e;
    } catch (Exception e) {
      LOG.debug("not yet", e);
      return false;
    }
  }

  /** Whether it can be reached, as far as is known. */
  public boolean isThere() {
    return connection != null;
  }

  /** As it was told last. */
  public BrokerState state() {
    return state;
  }

  /** Where it is, for people. */
  public String place() {
    return link.place();
  }

  @Override
  public ClientSession openSession() throws Exception {
    return CoreSessions.open(present().factory(), locator, link.user(), password);
  }

  private Connection present() throws QueuesAwayException {
    Connection current = connection;
    if (current != null && current.session().isClosed()) {
      lost(current.factory(), new ActiveMQNotConnectedException("the connection is closed"));
      current = null;
    }
    if (current == null) {
      throw new QueuesAwayException();
    }
    return current;
  }

  @Override
  public ConnectionFactory connectionFactory() {
    ActiveMQConnectionFactory factory =
        ActiveMQJMSClient.createConnectionFactoryWithoutHA(JMSFactoryType.CF, connectors);
    factory.setUser(link.user());
    factory.setPassword(password);
    factory.setConnectionTTL(LIFE.toMillis());
    factory.setClientFailureCheckPeriod(BETWEEN_SIGNS.toMillis());
    factory.setReconnectAttempts(0);
    return factory;
  }

  /** It cannot be told without asking. */
  @Override
  public boolean hasDuplicateId(String address, byte[] id) {
    return false;
  }

  @Override
  public long messages(String... queues) {
    return Arrays.stream(queues).mapToLong(q -> state.queues().getOrDefault(q, 0L)).sum();
  }

  @Override
  public boolean isFull(String address) {
    return state.full().contains(address);
  }

  @Override
  public List<String> queueNames() {
    return List.copyOf(state.queues().keySet());
  }

  @Override
  public void stop() throws Exception {
    closing.countDown();
    Connection current;
    synchronized (this) {
      current = connection;
      connection = null;
    }
    if (current != null) {
      current.factory().close();
    }
    locator.close();
    lock.close();
  }
}
