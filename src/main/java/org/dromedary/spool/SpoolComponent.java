package org.dromedary.spool;

import java.nio.file.Path;
import java.time.InstantSource;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.BiPredicate;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Predicate;
import org.apache.activemq.artemis.api.core.ActiveMQException;
import org.apache.activemq.artemis.api.core.ActiveMQExceptionType;
import org.apache.activemq.artemis.api.core.client.ClientSession;
import org.apache.camel.Endpoint;
import org.apache.camel.support.DefaultComponent;
import org.dromedary.events.MailEventWriter;
import org.dromedary.mail.IdempotencyKey;
import org.dromedary.queue.Placement;
import org.dromedary.queue.PlacementObserver;
import org.dromedary.queue.QueueEntry;

/**
 * {@code spool:ADDRESS}: a durable queue of mail. The body of an exchange is a {@link
 * org.dromedary.queue.QueuedMessage}, in and out. See {@code docs/spool.md} for the endpoint
 * options.
 */
public final class SpoolComponent extends DefaultComponent {
  /** What a session says of a connection that has ended. */
  private static final Set<ActiveMQExceptionType> LOSSES =
      EnumSet.of(
          ActiveMQExceptionType.NOT_CONNECTED,
          ActiveMQExceptionType.UNBLOCKED,
          ActiveMQExceptionType.OBJECT_CLOSED,
          ActiveMQExceptionType.CONNECTION_TIMEDOUT,
          ActiveMQExceptionType.DISCONNECTED,
          ActiveMQExceptionType.REMOTE_DISCONNECT);

  private final BrokerSessions sessions;
  private final Path temporaryDirectory;
  private final InstantSource clock;
  private final SpoolSender sender;

  /** Streaming a large mail takes long: it must not hold up the commit of small ones. */
  private final SpoolSender streamingSender;

  private final KeyedSender keyedSender;
  private final KeyedSender keyedStreamingSender;

  /** With a name: the log looks for another way to tell threads apart, at length, without one. */
  private final ExecutorService executor =
      Executors.newThreadPerTaskExecutor(Thread.ofVirtual().name("spool").factory());

  private final Map<String, SpoolConsumer> holding = new ConcurrentHashMap<>();
  private final DirectDeliveries directDeliveries = new DirectDeliveries(this);
  private Optional<MailEventWriter> history = Optional.empty();
  private volatile boolean ended;
  private final Set<String> knownQueues = ConcurrentHashMap.newKeySet();
  private volatile Set<String> letGo = Set.of();
  private volatile Optional<BooleanSupplier> brokerIsAway = Optional.empty();

  /**
   * @param temporaryDirectory where the content of large mails lies while an exchange has it
   * @param clock tells when a held message is due
   */
  public SpoolComponent(BrokerSessions sessions, Path temporaryDirectory, InstantSource clock) {
    this(sessions, temporaryDirectory, clock, (address, id) -> false);
  }

  /**
   * The same.
   *
   * @param duplicates whether the broker knows a duplicate id of an address; it refuses those that
   *     this does not tell, but at the cost of a commit
   */
  public SpoolComponent(
      BrokerSessions sessions,
      Path temporaryDirectory,
      InstantSource clock,
      BiPredicate<String, byte[]> duplicates) {
    this.sessions = sessions;
    this.temporaryDirectory = temporaryDirectory;
    this.clock = clock;
    this.sender = new SpoolSender("spool-send", sessions);
    this.streamingSender = new SpoolSender("spool-stream", sessions);
    this.keyedSender = new KeyedSender(new SpoolSender("spool-send-keyed", sessions), duplicates);
    this.keyedStreamingSender =
        new KeyedSender(new SpoolSender("spool-stream-keyed", sessions), duplicates);
  }

  /** Keeps what happens to mails, from now on; before the first route is made. */
  public void keepHistory(MailEventWriter writer) {
    history = Optional.of(writer);
  }

  /**
   * Looks there before it works with mail that it has taken.
   *
   * @param away whether the broker is known to be away, so that others may take the mail; who says
   *     so has told the log
   */
  public void watchBroker(BooleanSupplier away) {
    brokerIsAway = Optional.of(away);
  }

  /**
   * Lets mail from outside go to consumers with {@code directDelivery} before it is stored; before
   * the first route is made. Without it there is no direct delivery.
   *
   * @param paused whether a queue gives nothing to its consumers at this time
   */
  public void deliverDirectly(Predicate<String> paused) {
    directDeliveries.allow(paused);
  }

  /** Stores mail that direct delivery takes too long for; to be called every second or so. */
  public void endLateDeliveries() {
    directDeliveries.endLate(clock.instant());
  }

  boolean isBrokerAway() {
    return brokerIsAway.filter(BooleanSupplier::getAsBoolean).isPresent();
  }

  /** Whether a session failed since the broker went away, be it that this is not known yet. */
  boolean isAwayBy(Exception failure) {
    return isBrokerAway()
        || (brokerIsAway.isPresent()
            && failure instanceof ActiveMQException lost
            && LOSSES.contains(lost.getType()));
  }

  /**
   * Gives the heads of delay queues back, which are held until they are due, and takes none while
   * this is not said of other queues. Does not wait.
   */
  public void letGo(Set<String> queues) {
    Set<String> before = letGo;
    letGo = Set.copyOf(queues);
    queues.stream()
        .filter(queue -> !before.contains(queue))
        .map(holding::get)
        .filter(Objects::nonNull)
        .forEach(SpoolConsumer::letGo);
  }

  boolean isLetGo(String queue) {
    return letGo.contains(queue);
  }

  /**
   * Makes events durable by themselves, all or none, in the order in which they are told; does not
   * wait.
   *
   * @param events a line each
   * @param afterwards told once, on the committing thread: empty when they are on stable storage
   * @throws Exception when the broker cannot be reached, or this has ended
   */
  public void tell(List<byte[]> events, Consumer<Optional<Exception>> afterwards) throws Exception {
    if (ended) {
      throw new IllegalStateException("the queues are closed");
    }
    sender.tell(events, afterwards);
  }

  Optional<MailEventWriter> history() {
    return history;
  }

  @Override
  protected Endpoint createEndpoint(String uri, String remaining, Map<String, Object> parameters)
      throws Exception {
    SpoolEndpoint endpoint = new SpoolEndpoint(uri, this, remaining);
    setProperties(endpoint, parameters);
    return endpoint;
  }

  /**
   * Makes a mail durable that comes from outside of the queues, or what the route of its queue
   * makes of it; does not wait.
   *
   * @param events what happened, a line each
   * @param afterwards told once: empty when it is durable
   * @throws Exception when the broker cannot be reached
   */
  void send(OutgoingMessage message, List<byte[]> events, Consumer<Optional<Exception>> afterwards)
      throws Exception {
    Optional<IdempotencyKey> key = message.key();
    if (key.isPresent()) {
      KeyedSender keyed = message.isStreamed() ? keyedStreamingSender : keyedSender;
      keyed.send(key.get(), message, events, afterwards);
    } else if (!directDeliveries.begin(message, events, afterwards)) {
      store(List.of(message), events, afterwards);
    }
  }

  /** See {@link SpoolSender#send}. */
  void store(
      List<OutgoingMessage> messages, List<byte[]> events, Consumer<Optional<Exception>> afterwards)
      throws Exception {
    boolean streams = messages.stream().anyMatch(OutgoingMessage::isStreamed);
    (streams ? streamingSender : sender).send(messages, events, afterwards);
  }

  DirectDeliveries directDeliveries() {
    return directDeliveries;
  }

  BrokerSessions sessions() {
    return sessions;
  }

  Path temporaryDirectory() {
    return temporaryDirectory;
  }

  InstantSource clock() {
    return clock;
  }

  ExecutorService executor() {
    return executor;
  }

  /** A consumer holds the head of its queue until it is due. */
  void holds(String queue, SpoolConsumer consumer) {
    holding.put(queue, consumer);
  }

  /** Acts on the mail that a consumer holds until it is due, if there is one; blocks. */
  void placeHead(
      String queue, Function<QueueEntry, Optional<Placement>> action, PlacementObserver observer) {
    SpoolConsumer consumer = holding.get(queue);
    if (consumer != null) {
      consumer.placeHead(action, observer);
    }
  }

  /** Makes the queues that mail is moved to, unless they are there. */
  public void ensureQueues(String... names) throws Exception {
    for (String name : names) {
      ensureQueue(name);
    }
  }

  /** Sending to an address without a queue would lose the message. */
  void ensureQueue(String name) throws Exception {
    if (!knownQueues.contains(name)) {
      try (ClientSession session = sessions.open()) {
        SpoolSessions.ensureQueue(session, name);
      }
      knownQueues.add(name);
    }
  }

  @Override
  protected void doStop() throws Exception {
    ended = true;
    sender.close();
    streamingSender.close();
    keyedSender.close();
    keyedStreamingSender.close();
    super.doStop();
  }

  @Override
  protected void doShutdown() throws Exception {
    executor.close();
    super.doShutdown();
  }
}
