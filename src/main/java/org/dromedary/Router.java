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
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.UnaryOperator;
import java.util.random.RandomGenerator;
import org.apache.camel.Route;
import org.apache.camel.impl.DefaultCamelContext;
import org.apache.camel.spi.PropertiesComponent;
import org.apache.camel.spi.Registry;
import org.apache.camel.support.service.ServiceHelper;
import org.dromedary.broker.Broker;
import org.dromedary.broker.EmbeddedBroker;
import org.dromedary.broker.ExternalBroker;
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
import org.dromedary.management.Readiness.Check;
import org.dromedary.management.SubmitApi;
import org.dromedary.queue.FollowUpPolicy;
import org.dromedary.queue.MailQueue;
import org.dromedary.queue.NotBefore;
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
import org.dromedary.spool.SpoolComponent;
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
  private final Housekeeping housekeeping = Housekeeping.start();
  private final DefaultCamelContext camel = new DefaultCamelContext();
  private Optional<LiveRoutes> routes = Optional.empty();
  private final SmtpListeners listeners;
  private final UserStore users;
  private final Broker broker;
  private final Defence defence;
  private final Events events;
  private final MailEventWriter eventWriter;
  private final Monitoring monitoring;
  private final SmtpConnector connector;
  private final MailHostResolvers resolvers;
  private final Suspensions suspensions;
  private final ClientTls clientTls;
  private final RemoteDelivery remoteDelivery;
  private final SpoolComponent spool;
  private final MailLog log;
  private final BrokerPlace place;
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
      Broker broker) {
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
    this.monitoring = new Monitoring(settings);
    this.connector =
        new SmtpConnector(
            settings.smtpClient(),
            tls,
            new SmtpConnector.Listeners(
                (relay, user, reason) -> events.publish(new Event.LoginFailed(relay, user, reason)),
                monitoring.metrics().client(),
                new ConnectionEvents(events)),
            housekeeping.thread());
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
            housekeeping.thread());
    this.eventWriter = new MailEventWriter(queueIds, clock);
    spool.keepHistory(eventWriter);
    this.lists = ListParts.of(settings, tables, camel, queueIds, events::record);
    this.log = new MailLog(clock, monitoring.mails());
    this.place =
        switch (broker) {
          case EmbeddedBroker here -> new BrokerHere(here, brokerParts());
          case ExternalBroker elsewhere ->
              new BrokerElsewhere(elsewhere, spool, remoteDelivery, suspensions, this::catchUp);
        };
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

  private BrokerHere.Parts brokerParts() {
    return new BrokerHere.Parts(
        settings,
        spool,
        UnaryOperator.identity(),
        WaitingMail.SECONDS_BETWEEN_LOOKS,
        tables.routing(),
        new DeliveryWays(tables.routing(), remoteDelivery),
        remoteDelivery::nextHops,
        suspensions,
        events,
        new OperatorActions(log, events, new MailHistory(eventWriter, events)),
        new ContentReads(events)::mail,
        clock);
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
    Suspensions suspensions = suspensions(settings);
    BrokerDoors doors = BrokerDoors.of(settings);
    Broker broker = parts.openBroker(diskFailed, users, doors);
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

  private static Suspensions suspensions(Settings settings) throws RouterStartException {
    InstantSource clock = InstantSource.system();
    return settings.broker().isPresent()
        ? SuspensionsFile.ofOthers(clock)
        : SuspensionsFile.open(settings.dataDirectory(), clock);
  }

  private void startCamel(Duration lookInterval, BrokerDoors doors) throws Exception {
    ServerTls tls = ServerTls.load(settings.tls(), clock);
    makeRoutes(tls);
    RetryQueues retryQueues = new RetryQueues(camel);
    retryQueues.add(List.of(Duration.ZERO)); // of operators: MailQueue.DUE
    retryQueues.add(NotBefore.DELAYS);
    retryQueues.add(retries.delays());
    retryQueues.addExisting(broker.queueNames());
    reports.start();
    spool.ensureQueues(MailQueue.HELD, MailQueue.SUSPENDED, MailQueue.RETURNED);
    place.start(housekeeping, workers);
    camel.start();
    catchUp();
    housekeeping.everySecond(() -> retryQueues.add(retries.delays()));
    if (broker instanceof ExternalBroker) { // another router's policy may have other delays
      housekeeping.everySecond(() -> retryQueues.addExisting(broker.queueNames()));
    }
    startManagement();
    tls.logCertificates();
    tables.mailboxes().get().undelivered().forEach(Router::warnOfUnknownUsers);
    Defence.checkOpenFileLimit(settings.smtpServer());
    housekeeping.everySecond(
        () -> {
          if (tls.refresh()) {
            place.refresh(doors, tls);
          }
        });
    long most = settings.eventsPerSubscription();
    housekeeping.every(Duration.ofSeconds(10), () -> workers.execute(() -> reports.shorten(most)));
    housekeeping.every(
        lookInterval,
        () -> {
          tables.refresh(workers);
          routes.ifPresent(live -> live.refresh(workers));
        });
  }

  private void catchUp() {
    workers.execute(reports::catchUp);
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
              place.works(),
              new SubmitApi(
                  new SubmitByHttp(submissions.orElseThrow(), defence, camel), place::hasRoom),
              new ArchiveApi(ContentReads.archived(settings, tables), reads::archive),
              new ReportsApi(reports, broker::messages, clock),
              new ListApi(tables.lists(), lists.memberships()),
              new RouterStatus(
                  settings.hostname().ascii(),
                  clock.instant(),
                  listeners::places,
                  place::depths,
                  remoteDelivery::nextHops,
                  suspensions,
                  this::fileProblems,
                  new AtomicBoolean(),
                  () -> workers.execute(listeners::drain)));
      management =
          Optional.of(
              Management.start(
                  settings.management(),
                  settings.dataDirectory(),
                  users,
                  api.works(),
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
    List<Check> checks = new ArrayList<>(place.checks());
    checks.add(new Check("listeners", true, listeners::areAccepting));
    return new Monitoring.Parts(
        place::queues,
        checks,
        this::fileProblems,
        resolvers.ofSettings()::nameServers,
        place.values());
  }

  private RecipientLookup lookup() {
    return new ListLookup(
        tables.lists(),
        new LookUpRoute(
            camel, settings.routing().endpoints(), tables.allMailboxes()::postmasterOrMade));
  }

  /**
   * What is wrong in route files and tables that were edited since the start, and with the broker;
   * a line each.
   */
  public List<String> fileProblems() {
    List<String> problems = new ArrayList<>(tables.problems());
    lists.memberships().problems(tables.lists().get()).stream()
        .map(FileProblem::toString)
        .forEach(problems::add);
    routes.flatMap(LiveRoutes::problem).ifPresent(problems::add);
    place.problem().ifPresent(problems::add);
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
            place::hasRoom,
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
    beans.bindSubmit(intake, users, place::hasRoom);
    reports.bind(registry);
    beans.bindFetch(clientTls.trustManager(), place::hasRoom, log);
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
    return place.acceptorPort(protocol);
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
    place.close();
    connector.close();
    monitoring.close();
    housekeeping.close();
    workers.shutdown();
    try {
      broker.stop();
    } catch (Exception e) {
      throw new IllegalStateException("the broker did not stop", e);
    }
  }
}
