package org.dromedary.broker;

import jakarta.jms.ConnectionFactory;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Objects;
import java.util.OptionalInt;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.apache.activemq.artemis.api.core.ActiveMQNotConnectedException;
import org.apache.activemq.artemis.api.core.SimpleString;
import org.apache.activemq.artemis.api.core.TransportConfiguration;
import org.apache.activemq.artemis.api.core.client.ActiveMQClient;
import org.apache.activemq.artemis.api.core.client.ClientSession;
import org.apache.activemq.artemis.api.core.client.ClientSessionFactory;
import org.apache.activemq.artemis.api.core.client.ServerLocator;
import org.apache.activemq.artemis.api.jms.ActiveMQJMSClient;
import org.apache.activemq.artemis.api.jms.JMSFactoryType;
import org.apache.activemq.artemis.core.config.Configuration;
import org.apache.activemq.artemis.core.config.FileDeploymentManager;
import org.apache.activemq.artemis.core.config.impl.FileConfiguration;
import org.apache.activemq.artemis.core.paging.PagingStore;
import org.apache.activemq.artemis.core.remoting.impl.invm.InVMConnectorFactory;
import org.apache.activemq.artemis.core.remoting.impl.netty.NettyAcceptor;
import org.apache.activemq.artemis.core.remoting.impl.netty.NettyAcceptorFactory;
import org.apache.activemq.artemis.core.server.ActiveMQServer;
import org.apache.activemq.artemis.core.server.Queue;
import org.apache.activemq.artemis.core.server.embedded.EmbeddedActiveMQ;
import org.apache.activemq.artemis.jms.client.ActiveMQConnectionFactory;
import org.apache.activemq.artemis.spi.core.remoting.Acceptor;
import org.dromedary.events.UserTopic;
import org.dromedary.queue.MailQueue;
import org.jspecify.annotations.Nullable;

/** The broker in this process, reached in-VM. */
public final class EmbeddedBroker implements Broker {
  /** The name of the router, as whom this process is known. */
  public static final String ROUTER = BrokerUsers.ROUTER;

  /** The topic of what happens, with those of users below it. */
  public static final String EVENTS = "mail.events";

  /** The property that says who sent a message: octets of UTF-8. There when others may come in. */
  public static final String SENDER_PROPERTY = "mailSubmittedBy";

  private static final int PASSWORD_OCTETS = 32;

  /** This part of an address is left for what is on its way when it is found full. */
  private static final int ROOM_LEFT = 16;

  private final EmbeddedActiveMQ broker;
  private final DirectoryLock lock;
  private final ServerLocator locator;
  private final String password;
  private @Nullable ClientSessionFactory connection;

  private EmbeddedBroker(
      EmbeddedActiveMQ broker, DirectoryLock lock, ServerLocator locator, String password) {
    this.broker = broker;
    this.lock = lock;
    this.locator = locator;
    this.password = password;
  }

  /**
   * Starts the broker; what is on its queues is there when this returns.
   *
   * @param failed told when the broker stopped because its disk failed; the process should end
   * @throws Exception when the configuration is wrong or the data directory cannot be used
   */
  public static EmbeddedBroker start(BrokerSettings settings, Runnable failed) throws Exception {
    DirectoryLock lock = DirectoryLock.take(settings.dataDirectory());
    try {
      String password = newPassword();
      return new EmbeddedBroker(started(settings, password, failed), lock, locator(), password);
    } catch (Exception e) {
      lock.close();
      throw e;
    }
  }

  private static String newPassword() {
    byte[] octets = new byte[PASSWORD_OCTETS];
    new SecureRandom().nextBytes(octets);
    return HexFormat.of().formatHex(octets);
  }

  private static EmbeddedActiveMQ started(BrokerSettings settings, String password, Runnable failed)
      throws Exception {
    EmbeddedActiveMQ broker = new EmbeddedActiveMQ();
    Configuration configuration = configuration(settings);
    broker.setConfiguration(configuration);
    if (!settings.acceptors().isEmpty()) {
      openTo(settings, configuration);
      broker.setSecurityManager(new BrokerUsers(settings.users(), password));
    }
    broker.start();
    ActiveMQServer server = broker.getActiveMQServer();
    if (!server.waitForActivation(10, TimeUnit.SECONDS)) {
      broker.stop();
      throw new IllegalStateException(
          "the broker in " + settings.dataDirectory() + " did not start");
    }
    server.registerIOCriticalErrorListener((cause, message, file) -> failed.run());
    return broker;
  }

  private static Configuration configuration(BrokerSettings settings) throws Exception {
    FileConfiguration configuration = new FileConfiguration();
    FileDeploymentManager files =
        new FileDeploymentManager(settings.configuration().toUri().toString());
    files.addDeployable(configuration);
    files.readConfiguration();
    Path data = settings.dataDirectory();
    configuration
        .setJournalDirectory(data.resolve("journal").toString())
        .setBindingsDirectory(data.resolve("bindings").toString())
        .setPagingDirectory(data.resolve("paging").toString())
        .setLargeMessagesDirectory(data.resolve("large-messages").toString())
        .setNodeManagerLockDirectory(data.resolve("journal").toString());
    configuration.registerBrokerPlugin(new KeyGuard());
    return configuration;
  }

  /** Others come in: from now on everybody must say who he is, and is asked what he may do. */
  private static void openTo(BrokerSettings settings, Configuration configuration)
      throws Exception {
    configuration.setSecurityEnabled(true);
    configuration.registerBrokerPlugin(new SenderStamp());
    configuration.registerBrokerPlugin(new RouterWatch());
    for (BrokerAcceptor acceptor : settings.acceptors()) {
      configuration.addAcceptorConfiguration(
          new TransportConfiguration(
              NettyAcceptorFactory.class.getName(), acceptor.parameters(), acceptor.protocol()));
    }
  }

  /** Where an acceptor listens; empty when there is none of that protocol. */
  public OptionalInt acceptorPort(String protocol) {
    return broker.getActiveMQServer().getRemotingService().getAcceptor(protocol)
            instanceof NettyAcceptor acceptor
        ? OptionalInt.of(acceptor.getActualPort())
        : OptionalInt.empty();
  }

  /** The files of the key stores have changed. */
  public void reloadKeyStores() {
    broker.getActiveMQServer().getRemotingService().getAcceptors().values().stream()
        .filter(NettyAcceptor.class::isInstance)
        .forEach(Acceptor::reload);
  }

  private static ServerLocator locator() {
    return CoreSessions.configured(
        ActiveMQClient.createServerLocatorWithoutHA(
            new TransportConfiguration(InVMConnectorFactory.class.getName())));
  }

  /**
   * Opens a transacted session. All share one connection: with one of its own each, threads would
   * spend their time waking each other.
   */
  @Override
  public synchronized ClientSession openSession() throws Exception {
    ClientSessionFactory current = connection;
    if (current == null || current.isClosed()) {
      current = locator.createSessionFactory();
      connection = current;
    }
    try {
      return CoreSessions.open(current, locator, BrokerUsers.ROUTER, password);
    } catch (ActiveMQNotConnectedException e) { // it broke
      current.close();
      connection = null;
      throw e;
    }
  }

  @Override
  public ConnectionFactory connectionFactory() {
    ActiveMQConnectionFactory factory =
        ActiveMQJMSClient.createConnectionFactoryWithoutHA(
            JMSFactoryType.CF, new TransportConfiguration(InVMConnectorFactory.class.getName()));
    factory.setUser(BrokerUsers.ROUTER);
    factory.setPassword(password);
    return factory;
  }

  /** Opens an address to whose messages anybody may subscribe; it is in the configuration. */
  public BrokerTopic topic(String address) {
    return new BrokerTopic(
        () -> CoreSessions.connected(locator, BrokerUsers.ROUTER, password),
        address,
        () ->
            broker
                .getActiveMQServer()
                .getPostOffice()
                .getAllBindings()
                .map(binding -> binding.getAddress().toString())
                .filter(bound -> UserTopic.isOf(address, bound))
                .collect(Collectors.toSet()),
        () -> isFull(address));
  }

  /**
   * Watches the disk of the journal.
   *
   * @param minimum free octets that there must be in any case
   */
  public FreeSpace freeSpace(long minimum) {
    Configuration configuration = broker.getActiveMQServer().getConfiguration();
    return FreeSpace.of(
        configuration.getJournalLocation().toPath(), minimum, configuration.getMaxDiskUsage());
  }

  /**
   * Of all queues with mail, also parked mail.
   *
   * @param maximumMails how many there may be; 0 is no limit
   */
  public QueueDepth queueDepth(long maximumMails) {
    return new QueueDepth(this::mails, maximumMails);
  }

  @Override
  public boolean hasDuplicateId(String address, byte[] id) {
    return broker
        .getActiveMQServer()
        .getPostOffice()
        .getDuplicateIDCache(SimpleString.of(address))
        .contains(id);
  }

  /** Whether an operator has paused a queue, so that its mail stays there. */
  public boolean isPaused(String queue) {
    Queue found = broker.getActiveMQServer().locateQueue(SimpleString.of(queue));
    return found != null && found.isPaused();
  }

  @Override
  public boolean isFull(String address) {
    try {
      PagingStore store =
          broker.getActiveMQServer().getPagingManager().getPageStore(SimpleString.of(address));
      Long limit = store == null ? null : store.getPageLimitBytes();
      return store != null
          && limit != null
          && store.getNumberOfPages() * store.getPageSizeBytes() > limit - limit / ROOM_LEFT;
    } catch (Exception e) {
      throw new IllegalStateException("the page files of " + address + " cannot be used", e);
    }
  }

  @Override
  public long messages(String... queues) {
    ActiveMQServer server = broker.getActiveMQServer();
    return Arrays.stream(queues)
        .map(server::locateQueue)
        .filter(Objects::nonNull)
        .mapToLong(Queue::getMessageCount)
        .sum();
  }

  /** How many of the messages on a queue a consumer has taken; takes no time. */
  public long delivering(String queue) {
    Queue found = broker.getActiveMQServer().locateQueue(queue);
    return found == null ? 0 : found.getDeliveringCount();
  }

  private long mails() {
    ActiveMQServer server = broker.getActiveMQServer();
    return queueNames().stream()
        .filter(MailQueue::isOfMail)
        .map(server::locateQueue)
        .filter(Objects::nonNull)
        .mapToLong(Queue::getMessageCount)
        .sum();
  }

  @Override
  public List<String> queueNames() {
    return List.of(broker.getActiveMQServer().getActiveMQServerControl().getQueueNames());
  }

  /** The broker itself, for management and tests. */
  public ActiveMQServer server() {
    return broker.getActiveMQServer();
  }

  @Override
  public void stop() throws Exception {
    locator.close();
    try {
      broker.stop();
    } finally {
      lock.close();
    }
  }
}
