package org.dromedary;

import java.nio.file.Path;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import org.apache.camel.impl.DefaultCamelContext;
import org.dromedary.broker.BrokerState;
import org.dromedary.broker.EmbeddedBroker;
import org.dromedary.broker.StateTopic;
import org.dromedary.camel.MailLog;
import org.dromedary.delivery.DeliveryWays;
import org.dromedary.delivery.Suspensions;
import org.dromedary.events.EventWriter;
import org.dromedary.events.Events;
import org.dromedary.events.MailEventWriter;
import org.dromedary.events.MailHistory;
import org.dromedary.mail.QueueIdGenerator;
import org.dromedary.management.ApiAnswer;
import org.dromedary.management.ApiDocument;
import org.dromedary.management.ApiException;
import org.dromedary.management.ApiOperation;
import org.dromedary.queue.MailQueue;
import org.dromedary.settings.Settings;
import org.dromedary.settings.SubmitSettings;
import org.dromedary.spool.SpoolComponent;
import org.dromedary.tls.ServerTls;
import org.dromedary.users.UserStore;

/**
 * A running broker without a router: the queues, their history, and what operators do with mail.
 * Routers of other processes connect to it.
 */
public final class BrokerProcess {
  private static final int CONFLICT = 409;

  /** Routers read a changed table within three seconds, as this process does. */
  private static final int SECONDS_TO_NEXT_LOOK = 4;

  private final Settings settings;
  private final Tables tables;
  private final UserStore users;
  private final Suspensions suspensions;
  private final EmbeddedBroker broker;
  private final InstantSource clock = InstantSource.system();
  private final QueueIdGenerator ids =
      new QueueIdGenerator(clock, () -> ThreadLocalRandom.current().nextLong());
  private final ExecutorService workers = Executors.newVirtualThreadPerTaskExecutor();
  private final Housekeeping housekeeping = Housekeeping.start();

  /** Without routes; it has the component that tells the history. */
  private final DefaultCamelContext camel = new DefaultCamelContext();

  private final Events events;
  private final Monitoring monitoring;
  private final SpoolComponent spool;
  private final BrokerHere place;
  private final AtomicLong reopened = new AtomicLong();
  private volatile Set<String> letGo = Set.of();
  private volatile Optional<StateTopic> routers = Optional.empty();
  private volatile Optional<Management> management = Optional.empty();

  private BrokerProcess(
      Settings settings,
      Tables tables,
      UserStore users,
      Suspensions suspensions,
      EmbeddedBroker broker) {
    this.settings = settings;
    this.tables = tables;
    this.users = users;
    this.suspensions = suspensions;
    this.broker = broker;
    this.monitoring = new Monitoring(settings);
    this.spool =
        new SpoolComponent(broker::openSession, settings.smtpServer().temporaryDirectory(), clock);
    this.events =
        Events.start(new HistoryJournal(spool, broker), new EventWriter(ids, clock), clock);
    MailEventWriter eventWriter = new MailEventWriter(ids, clock);
    spool.keepHistory(eventWriter);
    MailLog log = new MailLog(clock, monitoring.mails());
    this.place =
        new BrokerHere(
            broker,
            new BrokerHere.Parts(
                settings,
                spool,
                queues -> new ReturnedHeads(queues, broker, this::letGo),
                SECONDS_TO_NEXT_LOOK,
                tables.routing(),
                DeliveryWays.ofOthers(tables.routing(), reopened::incrementAndGet),
                List::of,
                suspensions,
                events,
                new OperatorActions(log, events, new MailHistory(eventWriter, events)),
                new ContentReads(events)::mail,
                clock));
  }

  /**
   * Starts a broker; routers are let in when this returns.
   *
   * @param home where {@code artemis-config} is
   * @param diskFailed told when the broker can no longer write: the process should end
   * @throws RouterStartException when it cannot start; nothing is left running
   */
  public static BrokerProcess start(Settings settings, Path home, Runnable diskFailed)
      throws RouterStartException {
    Tables tables = Tables.open(settings);
    RouterParts parts = new RouterParts(settings, home);
    UserStore users = parts.users();
    Suspensions suspensions =
        SuspensionsFile.open(settings.dataDirectory(), InstantSource.system());
    BrokerDoors doors = BrokerDoors.of(settings);
    EmbeddedBroker broker = parts.startBroker(diskFailed, users, doors);
    BrokerProcess process = new BrokerProcess(settings, tables, users, suspensions, broker);
    try {
      process.begin(doors);
      process.openConsole(home);
      return process;
    } catch (Exception e) {
      process.stop();
      throw new RouterStartException(e);
    }
  }

  private void begin(BrokerDoors doors) throws Exception {
    ServerTls tls = ServerTls.load(settings.tls(), clock);
    camel.addComponent("spool", spool);
    camel.start();
    spool.ensureQueues(MailQueue.HELD, MailQueue.SUSPENDED, MailQueue.RETURNED, MailQueue.DUE);
    housekeeping.everySecond(this::tellRouters); // of suspensions, before mail is let go
    place.start(housekeeping, workers);
    housekeeping.everySecond(() -> tables.refresh(workers));
    housekeeping.everySecond(
        () -> {
          if (tls.refresh()) {
            place.refresh(doors, tls);
          }
        });
    startManagement();
    routers = Optional.of(StateTopic.open(broker));
    tellRouters();
  }

  private void letGo(Set<String> queues) {
    letGo = queues;
    tellRouters();
  }

  private void tellRouters() {
    routers.ifPresent(topic -> topic.tell(state()));
  }

  private BrokerState state() {
    Map<String, Long> queues = new HashMap<>();
    broker.queueNames().forEach(name -> queues.put(name, broker.messages(name)));
    return new BrokerState(
        place.hasRoom(),
        queues,
        full(),
        letGo,
        reopened.get(),
        SuspensionsFile.text(suspensions.list()),
        management.map(m -> m.server().root()).orElse(""));
  }

  private Set<String> full() {
    return broker.isFull(History.ADDRESS) ? Set.of(History.ADDRESS) : Set.of();
  }

  private void startManagement() throws Exception {
    if (settings.management().enabled()) {
      RouterStatus status =
          new RouterStatus(
              settings.hostname().ascii(),
              clock.instant(),
              this::listeners,
              place::depths,
              List::of,
              suspensions,
              tables::problems,
              new AtomicBoolean(),
              () -> {});
      management =
          Optional.of(
              Management.start(
                  settings.management(),
                  settings.dataDirectory(),
                  users,
                  works(status),
                  monitoring.pages(
                      new Monitoring.Parts(
                          place::queues,
                          place.checks(),
                          tables::problems,
                          List::of,
                          place.values())),
                  workers));
    }
  }

  private Map<String, ApiOperation.Work> works(RouterStatus status) {
    ApiDocument document = ApiDocument.read();
    Map<String, ApiOperation.Work> works = new HashMap<>();
    document.names().forEach(name -> works.put(name, request -> askARouter()));
    works.put("describe", request -> ApiAnswer.ok(document.json()));
    works.put("health", request -> status.health());
    works.put("status", request -> ApiAnswer.ok(status.json()));
    works.putAll(place.works());
    return works;
  }

  private static ApiAnswer askARouter() {
    throw new ApiException(CONFLICT, "this is the broker, without a router: ask a router");
  }

  private void openConsole(Path home) {
    if (settings.management().console()) {
      management.ifPresent(m -> m.server().openConsole(home.resolve("target/console")));
    }
  }

  /** Where routers and applications are listened to, by protocol. */
  public Map<String, String> listeners() {
    Map<String, String> listeners = new LinkedHashMap<>();
    for (SubmitSettings.Door door : settings.submit().doors()) {
      broker
          .acceptorPort(door.protocol())
          .ifPresent(port -> listeners.put(door.protocol(), door.host() + ":" + port));
    }
    return listeners;
  }

  /** Where the management API is; empty when it is switched off. */
  public OptionalInt managementPort() {
    return management.stream().mapToInt(m -> m.server().port()).findFirst();
  }

  /** Stops it; what was committed stays on disk. */
  public void stop() {
    management.ifPresent(Management::close);
    housekeeping.close();
    routers.ifPresent(StateTopic::close);
    events.close(); // into the queues, which Camel closes
    camel.stop();
    place.close();
    monitoring.close();
    workers.shutdown();
    try {
      broker.stop();
    } catch (Exception e) {
      throw new IllegalStateException("the broker did not stop", e);
    }
  }
}
