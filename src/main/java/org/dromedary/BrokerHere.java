package org.dromedary;

import java.time.Duration;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.Executor;
import java.util.function.BiConsumer;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.dromedary.broker.BrokerView;
import org.dromedary.broker.EmbeddedBroker;
import org.dromedary.broker.FreeSpace;
import org.dromedary.broker.QueueDepth;
import org.dromedary.delivery.NextHopStatus;
import org.dromedary.delivery.Suspensions;
import org.dromedary.events.Events;
import org.dromedary.mail.QueueId;
import org.dromedary.management.ApiOperation;
import org.dromedary.management.NextHopApi;
import org.dromedary.management.QueueApi;
import org.dromedary.management.Readiness.Check;
import org.dromedary.metrics.QueueSize;
import org.dromedary.metrics.Value;
import org.dromedary.queue.MailQueues;
import org.dromedary.queue.MailWays;
import org.dromedary.queue.QueueOperations;
import org.dromedary.routing.RoutingTable;
import org.dromedary.settings.Settings;
import org.dromedary.spool.EventSubscriptions;
import org.dromedary.spool.SpoolComponent;
import org.dromedary.spool.SpoolQueues;
import org.dromedary.tls.ServerTls;

/** The broker is in this process, and so is what is done once for each broker. */
final class BrokerHere implements BrokerPlace {
  private final EmbeddedBroker broker;
  private final Parts parts;
  private final History history;
  private final FreeSpace freeSpace;
  private final QueueDepth queueDepth;
  private final QueueOperations operations;
  private final WaitingMail waitingMail;

  /**
   * What it works with.
   *
   * @param queues over those of the broker
   * @param secondsToNextLook at mail that waits for a change, after one
   * @param table by which mail that was held is routed again
   * @param contentRead told who has read which mail
   */
  record Parts(
      Settings settings,
      SpoolComponent spool,
      UnaryOperator<MailQueues> queues,
      int secondsToNextLook,
      Supplier<RoutingTable> table,
      MailWays ways,
      Supplier<List<NextHopStatus>> nextHops,
      Suspensions suspensions,
      Events events,
      QueueOperations.ActionListener actions,
      BiConsumer<String, QueueId> contentRead,
      InstantSource clock) {}

  BrokerHere(EmbeddedBroker broker, Parts parts) {
    this.broker = broker;
    this.parts = parts;
    Settings settings = parts.settings();
    parts.spool().deliverDirectly(broker::isPaused);
    this.history = History.open(settings, broker, parts.clock());
    this.freeSpace = broker.freeSpace(settings.minimumFreeSpace());
    this.queueDepth = broker.queueDepth(settings.maximumQueuedMails());
    MailQueues queues = parts.queues().apply(new SpoolQueues(broker.server(), parts.spool()));
    this.operations = new QueueOperations(queues, parts.ways(), parts.actions(), parts.clock());
    this.waitingMail =
        new WaitingMail(
            parts.table(), parts.suspensions(), queues, parts.ways(), parts.secondsToNextLook());
  }

  @Override
  public void start(Housekeeping housekeeping, Executor workers) throws Exception {
    housekeeping.everySecond(freeSpace::refresh);
    housekeeping.everySecond(queueDepth::refresh);
    housekeeping.everySecond(() -> workers.execute(parts.spool()::endLateDeliveries));
    history.start();
    housekeeping.everySecond(() -> waitingMail.refresh(workers));
    EventSubscriptions subscriptions =
        new EventSubscriptions(
            broker.server(), History.TOPIC, parts.settings().eventsPerSubscription());
    housekeeping.every(Duration.ofSeconds(10), () -> workers.execute(subscriptions::trim));
    housekeeping.every(Duration.ofMinutes(1), () -> workers.execute(history::retain));
  }

  @Override
  public boolean hasRoom() {
    return freeSpace.hasRoom() && queueDepth.hasRoom();
  }

  private BrokerView view() {
    return new BrokerView(broker, parts.clock());
  }

  @Override
  public List<Check> checks() {
    return List.of(
        new Check("broker", true, view()::takesMessages),
        new Check("disk", true, freeSpace::hasRoom),
        new Check("queues", true, queueDepth::hasRoom));
  }

  /** When it fails, the process ends. */
  @Override
  public Optional<String> problem() {
    return Optional.empty();
  }

  @Override
  public List<QueueSize> queues() {
    return view().queues();
  }

  @Override
  public List<Value> values() {
    return Stream.concat(
            Stream.of(
                new Value("disk.free", "Free on the disk of the queues", "bytes", freeSpace::free),
                new Value(
                    "disk.required",
                    "Free below which no mail is accepted",
                    "bytes",
                    freeSpace::least)),
            history.values().stream())
        .toList();
  }

  @Override
  public Map<String, Long> depths() {
    return operations.depths();
  }

  @Override
  public Map<String, ApiOperation.Work> works() {
    InstantSource clock = parts.clock();
    Map<String, ApiOperation.Work> works = new HashMap<>();
    works.putAll(new QueueApi(operations, history::of, parts.contentRead(), clock).works());
    works.putAll(
        new NextHopApi(operations, parts.nextHops(), parts.suspensions(), parts.events(), clock)
            .works());
    works.putAll(new TrackingApi(history.tracked(), clock).works());
    return works;
  }

  @Override
  public OptionalInt acceptorPort(String protocol) {
    return broker.acceptorPort(protocol);
  }

  @Override
  public void refresh(BrokerDoors doors, ServerTls tls) {
    doors.refresh(tls, broker);
  }

  /** The history is read no more. */
  @Override
  public void close() {
    history.close();
  }
}
