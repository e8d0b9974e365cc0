package org.dromedary;

import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.random.RandomGenerator;
import org.apache.camel.Route;
import org.apache.camel.impl.DefaultCamelContext;
import org.apache.camel.spi.PropertiesComponent;
import org.apache.camel.spi.Registry;
import org.apache.camel.support.service.ServiceHelper;
import org.dromedary.broker.BrokerView;
import org.dromedary.broker.EmbeddedBroker;
import org.dromedary.broker.FreeSpace;
import org.dromedary.broker.QueueDepth;
import org.dromedary.camel.AwaitRoom;
import org.dromedary.camel.DestinationRoute;
import org.dromedary.camel.EndpointMails;
import org.dromedary.camel.ExchangeableDirect;
import org.dromedary.camel.JmsEndpoints;
import org.dromedary.camel.LiveRoutes;
import org.dromedary.camel.LookUpRoute;
import org.dromedary.camel.MailEvents;
import org.dromedary.camel.MailLog;
import org.dromedary.camel.ManagedRoutes;
import org.dromedary.camel.RecipientCheckRoute;
import org.dromedary.camel.RequiredRoutes;
import org.dromedary.camel.RetryQueues;
import org.dromedary.camel.SubmitByHttp;
import org.dromedary.camel.UndeliveredRoute;
import org.dromedary.delivery.DeliveryWays;
import org.dromedary.delivery.HostProbe;
import org.dromedary.delivery.OwnHosts;
import org.dromedary.delivery.RemoteDelivery;
import org.dromedary.delivery.RemoteHosts;
import org.dromedary.delivery.Suspensions;
import org.dromedary.dns.MailHostResolvers;
import org.dromedary.events.Event;
import org.dromedary.events.EventWriter;
import org.dromedary.events.Events;
import org.dromedary.events.MailEventWriter;
import org.dromedary.events.MailHistory;
import org.dromedary.list.ListLookup;
import org.dromedary.mail.Domain;
import org.dromedary.mail.QueueIdGenerator;
import org.dromedary.management.ArchiveApi;
import org.dromedary.management.ListApi;
import org.dromedary.management.NextHopApi;
import org.dromedary.management.QueueApi;
import org.dromedary.management.SubmitApi;
import org.dromedary.queue.FollowUpPolicy;
import org.dromedary.queue.MailQueue;
import org.dromedary.queue.MailQueues;
import org.dromedary.queue.MailWays;
import org.dromedary.queue.NotBefore;
import org.dromedary.queue.QueueOperations;
import org.dromedary.queue.RetryPolicies;
import org.dromedary.report.ReportComposer;
import org.dromedary.routing.FileProblem;
import org.dromedary.routing.RecipientLookup;
import org.dromedary.routing.Undelivered;
import org.dromedary.settings.Settings;
import org.dromedary.smtp.client.SmtpConnector;
import org.dromedary.smtp.server.Defence;
import org.dromedary.smtp.server.ListenerKind;
import org.dromedary.smtp.server.Refusal;
import org.dromedary.smtp.server.SmtpServerServices;
import org.dromedary.spool.EventSubscriptions;
import org.dromedary.spool.SpoolComponent;
import org.dromedary.spool.SpoolQueues;
import org.dromedary.submit.SubmissionIntake;
import org.dromedary.tls.ClientTls;
import org.dromedary.tls.ServerTls;
import org.dromedary.users.UserStore;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A running router: everything is made and wired here, and nowhere else. */
public final class Router {
  private static final Logger LOG = LoggerFactory.getLogger(Router.class);

  /** How long transactions of clients may take to finish when the router stops. */
  private static final Duration DRAIN_TIMEOUT = Duration.ofSeconds(10);

  /** How often edited files are looked for. */
  private static final Duration LOOK_INTERVAL = Duration.ofSeconds(1);

  /** How long deliveries in progress may take to finish when the router stops. */
  private static final Duration STOP_TIMEOUT = Duration.ofSeconds(30);

  private final Settings settings;
  private final Tables tables;
  private final InstantSource clock = InstantSource.system();

  /** Queue ids must differ, they need not be secret. */
  private final RandomGenerator random = () -> ThreadLocalRandom.current().nextLong();

  private final QueueIdGenerator queueIds = new QueueIdGenerator(clock, random);
  private final ExecutorService workers =
      Executors.newThreadPerTaskExecutor(Thread.ofVirtual().name("worker").factory());
  private final ScheduledExecutorService housekeeping =
      Executors.newSingleThreadScheduledExecutor(
          Thread.ofPlatform().daemon().name("housekeeping").factory());
  private final DefaultCamelContext camel = new DefaultCamelContext();
  private Optional<LiveRoutes> routes = Optional.empty();
  private final SmtpListeners listeners;
  private final UserStore users;
  private final EmbeddedBroker broker;
  private final Defence defence;
  private final Events events;
  private final History history;
  private final MailEventWriter eventWriter;
  private final FreeSpace freeSpace;
  private final QueueDepth queueDepth;
  private final Monitoring monitoring;
  private final SmtpConnector connector;
  private final MailHostResolvers resolvers;
  private final Suspensions suspensions;
  private final ClientTls clientTls;
  private final RemoteDelivery remoteDelivery;
  private final SpoolComponent spool;
  private final MailLog log;
  private final QueueOperations operations;
  private final WaitingMail waitingMail;
  private final Reports reports;
  private final RemoteHosts remoteHosts;
  private final RetryPolicies retries;
  private final ListParts lists;
  private Optional<SubmissionIntake> submissions = Optional.empty();
  private Optional<Management> management = Optional.empty();

  private Router(
      Settings settings,
      Tables tables,
      UserStore users,
      ClientTls tls,
      Suspensions suspensions,
      EmbeddedBroker broker) {
    this.settings = settings;
    this.tables = tables;
    this.users = users;
    this.broker = broker;
    this.suspensions = suspensions;
    this.clientTls = tls;
    this.listeners = new SmtpListeners(settings.listeners(), DRAIN_TIMEOUT);
    this.defence = Defence.ofThisProcess(settings.smtpServer());
    this.spool =
        new SpoolComponent(
            broker::openSession,
            settings.smtpServer().temporaryDirectory(),
            clock,
            broker::hasDuplicateId);
    this.events =
        Events.start(new HistoryJournal(spool, broker), new EventWriter(queueIds, clock), clock);
    this.history = History.open(settings, broker, clock);
    this.freeSpace = broker.freeSpace(settings.minimumFreeSpace());
    this.queueDepth = broker.queueDepth(settings.maximumQueuedMails());
    this.monitoring = new Monitoring(settings);
    this.connector =
        new SmtpConnector(
            settings.smtpClient(),
            tls,
            new SmtpConnector.Listeners(
                (relay, user, reason) -> events.publish(new Event.LoginFailed(relay, user, reason)),
                monitoring.metrics().client(),
                new ConnectionEvents(events)),
            housekeeping);
    this.resolvers =
        new MailHostResolvers(settings.dns(), tables.dnsOverrides(), workers, clock, random);
    this.retries = new RetryPolicies(settings.retry(), tables.routing());
    this.remoteHosts =
        new RemoteHosts(
            settings.delivery(),
            resolvers,
            new OwnHosts(settings.hostname(), () -> smtpAddresses().values()),
            random);
    this.remoteDelivery =
        new RemoteDelivery(
            settings.delivery(),
            tables.routing(),
            remoteHosts,
            connector,
            suspensions,
            new EndpointMails(camel),
            housekeeping);
    this.eventWriter = new MailEventWriter(queueIds, clock);
    spool.keepHistory(eventWriter);
    MailQueues queues = new SpoolQueues(broker.server(), spool);
    MailWays ways = new DeliveryWays(tables.routing(), remoteDelivery);
    this.lists = ListParts.of(settings, tables, camel, queueIds, events::record);
    this.log = new MailLog(clock, monitoring.mails());
    this.operations =
        new QueueOperations(
            queues,
            ways,
            new OperatorActions(log, events, new MailHistory(eventWriter, events)),
            clock);
    this.waitingMail = new WaitingMail(tables.routing(), suspensions, queues, ways);
    this.reports =
        new Reports(
            settings.reports(),
            new Reports.Parts(
                camel,
                broker::openSession,
                new ReportComposer(settings.hostname(), tables.reportTemplates()),
                eventWriter,
                queueIds,
                clock));
  }

  /**
   * Starts a router; it accepts mail when this returns.
   *
   * @param home where {@code artemis-config} is
   * @param diskFailed told when the broker can no longer write: nothing is accepted any more and
   *     the process should end
   * @throws RouterStartException when it cannot start; nothing is left running
   */
  public static Router start(Settings settings, Path home, Runnable diskFailed)
      throws RouterStartException {
    return start(settings, home, diskFailed, LOOK_INTERVAL);
  }

  /**
   * The same.
   *
   * @param lookInterval how often edited files are looked for
   */
  public static Router start(
      Settings settings, Path home, Runnable diskFailed, Duration lookInterval)
      throws RouterStartException {
    Tables tables = Tables.open(settings);
    RouterParts parts = new RouterParts(settings, home);
    UserStore users = parts.users();
    ClientTls tls = parts.clientTls();
    Suspensions suspensions =
        SuspensionsFile.open(settings.dataDirectory(), InstantSource.system());
    BrokerDoors doors = BrokerDoors.of(settings);
    EmbeddedBroker broker = parts.startBroker(diskFailed, users, doors);
    Router router = new Router(settings, tables, users, tls, suspensions, broker);
    try {
      router.startCamel(lookInterval, doors);
      router.openConsole(home);
      return router;
    } catch (Exception e) {
      router.stop();
      throw new RouterStartException(e);
    }
  }

  private void startCamel(Duration lookInterval, BrokerDoors doors) throws Exception {
    ServerTls tls = ServerTls.load(settings.tls(), clock);
    makeRoutes(tls);
    RetryQueues retryQueues = new RetryQueues(camel);
    retryQueues.add(List.of(Duration.ZERO)); // of operators: MailQueue.DUE
    retryQueues.add(NotBefore.DELAYS);
    retryQueues.add(retries.delays());
    retryQueues.addExisting(broker.queueNames());
    everySecond(freeSpace::refresh);
    everySecond(queueDepth::refresh);
    reports.start();
    history.start();
    spool.ensureQueues(MailQueue.HELD, MailQueue.SUSPENDED, MailQueue.RETURNED);
    everySecond(() -> waitingMail.refresh(workers));
    camel.start();
    workers.execute(reports::catchUp);
    everySecond(() -> retryQueues.add(retries.delays()));
    startManagement();
    tls.logCertificates();
    tables.mailboxes().get().undelivered().forEach(Router::warnOfUnknownUsers);
    Defence.checkOpenFileLimit(settings.smtpServer());
    everySecond(
        () -> {
          if (tls.refresh()) {
            doors.refresh(tls, broker);
          }
        });
    EventSubscriptions subscriptions =
        new EventSubscriptions(broker.server(), History.TOPIC, settings.eventsPerSubscription());
    every(Duration.ofSeconds(10), () -> workers.execute(subscriptions::trim));
    long most = settings.eventsPerSubscription();
    every(Duration.ofSeconds(10), () -> workers.execute(() -> reports.shorten(most)));
    every(Duration.ofMinutes(1), () -> workers.execute(history::retain));
    every(
        lookInterval,
        () -> {
          tables.refresh(workers);
          routes.ifPresent(live -> live.refresh(workers));
        });
  }

  private static void warnOfUnknownUsers(Domain domain, Undelivered action) {
    LOG.warn(
        "unknown users of {}: {}; who guesses addresses there is not kept away",
        domain.ascii(),
        action);
  }

  /** Makes all routes but those of the delay queues; none is started. */
  private void makeRoutes(ServerTls tls) throws Exception {
    camel.addComponent("spool", spool);
    camel.addComponent("direct", new ExchangeableDirect());
    camel.addComponent("jms", JmsEndpoints.component(broker.connectionFactory()));
    ManagedRoutes.configure(camel);
    camel.setStreamCaching(false);
    camel.getShutdownStrategy().setTimeout(STOP_TIMEOUT.toSeconds());
    camel.getShutdownStrategy().setLogInflightExchangesOnTimeout(false);
    setRouteProperties(camel.getPropertiesComponent());
    bindBeans(camel.getRegistry(), new FollowUpPolicy(retries, clock, random), tls);
    routes = Optional.of(LiveRoutes.addTo(camel, settings.routesDirectory()));
    RequiredRoutes.check(camel, settings.routesDirectory());
  }

  /**
   * Makes all routes as a router does, and starts none.
   *
   * @param broker of its own
   * @throws Exception when a route cannot be made
   */
  static void tryRoutes(Settings settings, Path home, EmbeddedBroker broker) throws Exception {
    RouterParts parts = new RouterParts(settings, home);
    Router router =
        new Router(
            settings,
            Tables.open(settings),
            parts.users(),
            parts.clientTls(),
            SuspensionsFile.open(settings.dataDirectory(), InstantSource.system()),
            broker);
    try {
      router.makeRoutes(ServerTls.load(settings.tls(), router.clock));
      router.camel.setAutoStartup(false);
      router.camel.start();
    } finally {
      router.stop();
    }
  }

  private void startManagement() throws Exception {
    if (settings.management().enabled()) {
      RouteExplanation explanation =
          new RouteExplanation(
              settings,
              tables,
              new DestinationRoute(camel),
              lookup(),
              new UndeliveredRoute(camel),
              remoteHosts);
      ContentReads reads = new ContentReads(events);
      RouterApi api =
          new RouterApi(
              explanation,
              new RouteProbe(explanation, new HostProbe(remoteHosts, connector)),
              resolvers.ofSettings(),
              new RuleControl(tables.routing()),
              new QueueApi(operations, history::of, reads::mail, clock),
              new NextHopApi(operations, remoteDelivery::nextHops, suspensions, events, clock),
              new TrackingApi(history.tracked(), clock),
              new SubmitApi(
                  new SubmitByHttp(submissions.orElseThrow(), defence, camel), this::hasRoom),
              new ArchiveApi(ContentReads.archived(settings, tables), reads::archive),
              new ReportsApi(reports, broker::messages, clock),
              new ListApi(tables.lists(), lists.memberships()),
              new RouterStatus(
                  settings.hostname().ascii(),
                  clock.instant(),
                  listeners,
                  operations,
                  remoteDelivery::nextHops,
                  suspensions,
                  this::fileProblems,
                  new AtomicBoolean(),
                  workers));
      management =
          Optional.of(
              Management.start(
                  settings.management(),
                  settings.dataDirectory(),
                  users,
                  api,
                  monitoring.pages(monitored()),
                  workers));
    }
  }

  private void openConsole(Path home) {
    if (settings.management().console()) {
      management.ifPresent(m -> m.server().openConsole(home.resolve("target/console")));
    }
  }

  private Monitoring.Parts monitored() {
    return new Monitoring.Parts(
        new BrokerView(broker, clock),
        freeSpace,
        queueDepth,
        listeners,
        this::fileProblems,
        resolvers.ofSettings()::nameServers,
        history.values());
  }

  private RecipientLookup lookup() {
    return new ListLookup(
        tables.lists(),
        new LookUpRoute(
            camel, settings.routing().endpoints(), tables.allMailboxes()::postmasterOrMade));
  }

  private void everySecond(Runnable task) {
    every(Duration.ofSeconds(1), task);
  }

  private void every(Duration interval, Runnable task) {
    var unused =
        housekeeping.scheduleWithFixedDelay(
            () -> goOn(task), interval.toMillis(), interval.toMillis(), TimeUnit.MILLISECONDS);
  }

  /** A task that fails once is not the end of it: it would not be called again. */
  private static void goOn(Runnable task) {
    try {
      task.run();
    } catch (RuntimeException e) {
      LOG.error("housekeeping failed, it will be tried again", e);
    }
  }

  /** What is wrong in route files and tables that were edited since the start; a line each. */
  public List<String> fileProblems() {
    List<String> problems = new ArrayList<>(tables.problems());
    lists.memberships().problems(tables.lists().get()).stream()
        .map(FileProblem::toString)
        .forEach(problems::add);
    routes.flatMap(LiveRoutes::problem).ifPresent(problems::add);
    return problems;
  }

  /** What routes may name as {@code {{key}}}. */
  private void setRouteProperties(PropertiesComponent properties) {
    listeners.setRouteProperties(properties);
    reports.setRouteProperties(properties);
    properties.addInitialProperty(
        "dromedary.submit.consumers", String.valueOf(settings.submit().consumers()));
    properties.addInitialProperty("dromedary.data-directory", settings.dataDirectory().toString());
  }

  private void bindBeans(Registry registry, FollowUpPolicy followUp, ServerTls tls) {
    registry.bind("users", users);
    listeners.bind(
        registry,
        settings.smtpServer(),
        new SmtpServerServices(
            new RecipientCheckRoute(camel, workers),
            this::hasRoom,
            new UserAuthenticator(users, workers),
            tls::newEngine,
            this::refused,
            monitoring.metrics().server(),
            queueIds,
            clock,
            workers,
            defence));
    MailEvents mailEvents = new MailEvents(eventWriter);
    lists.bind(registry, mailEvents);
    RouteBeans beans =
        new RouteBeans(
            settings,
            camel,
            clock,
            workers,
            tables,
            queueIds,
            lookup(),
            new UndeliveredRoute(camel),
            mailEvents);
    beans.bindAccept(log);
    beans.bindRouteMail(log);
    registry.bind(
        "awaitRoom", new AwaitRoom(() -> broker.messages(MailQueue.INGRESS, MailQueue.OUTBOUND)));
    beans.bindDeliver(remoteDelivery, log);
    beans.bindFollowUp(followUp, log);
    beans.bindControl(new RuleControl(tables.routing()));
    SubmissionIntake intake = beans.submissions();
    submissions = Optional.of(intake);
    beans.bindSubmit(intake, users, this::hasRoom);
    reports.bind(registry);
    beans.bindFetch(clientTls.trustManager(), this::hasRoom, log);
  }

  private boolean hasRoom() {
    return freeSpace.hasRoom() && queueDepth.hasRoom();
  }

  private void refused(Refusal refusal) {
    monitoring.metrics().server().refused(refusal);
    events.publish(new Event.Refused(refusal));
  }

  /** Where SMTP clients are listened to, by the listeners that are started. */
  public Map<ListenerKind, InetSocketAddress> smtpAddresses() {
    return listeners.addresses();
  }

  /**
   * The port of applications for a protocol, {@code AMQP} or {@code CORE}; empty when it is off.
   */
  public OptionalInt acceptorPort(String protocol) {
    return broker.acceptorPort(protocol);
  }

  /** Where the management API is; empty when it is switched off. */
  public OptionalInt managementPort() {
    return management.stream().mapToInt(m -> m.server().port()).findFirst();
  }

  /**
   * Stops the router: clients get 421, transactions and deliveries in progress finish within a
   * bound, the rest stays on the queues.
   */
  public void stop() {
    management.ifPresent(Management::close);
    listeners.drain();
    for (Route route : camel.getRoutes()) {
      if (route.getEndpoint().getEndpointUri().startsWith("spool:")) {
        ServiceHelper.suspendService(route.getConsumer());
      }
    }
    remoteDelivery.stop();
    events.close(); // into the queues, which Camel closes
    camel.stop();
    history.close();
    connector.close();
    monitoring.close();
    housekeeping.shutdown();
    workers.shutdown();
    try {
      broker.stop();
    } catch (Exception e) {
      throw new IllegalStateException("the broker did not stop", e);
    }
  }
}
