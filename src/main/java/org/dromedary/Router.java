package org.dromedary;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.random.RandomGenerator;
import org.apache.camel.CamelContext;
import org.apache.camel.Route;
import org.apache.camel.impl.DefaultCamelContext;
import org.apache.camel.spi.PropertiesComponent;
import org.apache.camel.spi.Registry;
import org.apache.camel.support.service.ServiceHelper;
import org.dromedary.broker.BrokerSettings;
import org.dromedary.broker.EmbeddedBroker;
import org.dromedary.broker.FreeSpace;
import org.dromedary.camel.AcceptMail;
import org.dromedary.camel.AttemptRemoteDelivery;
import org.dromedary.camel.BodyStep;
import org.dromedary.camel.CheckRecipient;
import org.dromedary.camel.ComposeFailureNotice;
import org.dromedary.camel.DecideByLocalDomains;
import org.dromedary.camel.DeliverLocal;
import org.dromedary.camel.DestinationRoute;
import org.dromedary.camel.Facts;
import org.dromedary.camel.MailLog;
import org.dromedary.camel.RecipientCheckRoute;
import org.dromedary.camel.RejectUnknownRecipients;
import org.dromedary.camel.ReplyToData;
import org.dromedary.camel.RetryQueues;
import org.dromedary.camel.RouteFileException;
import org.dromedary.camel.RouteFiles;
import org.dromedary.camel.RouteRecipients;
import org.dromedary.delivery.RemoteDelivery;
import org.dromedary.delivery.RemoteHosts;
import org.dromedary.dns.MailHostResolver;
import org.dromedary.dsn.NotificationComposer;
import org.dromedary.local.MaildirDelivery;
import org.dromedary.mail.MailAddress;
import org.dromedary.mail.QueueIdGenerator;
import org.dromedary.queue.DeliveryReport;
import org.dromedary.queue.FollowUp;
import org.dromedary.queue.FollowUpPolicy;
import org.dromedary.queue.QueuedMessage;
import org.dromedary.routing.Destinations;
import org.dromedary.routing.LocalRecipients;
import org.dromedary.routing.MailboxesFile;
import org.dromedary.routing.MailboxesResult;
import org.dromedary.routing.RecipientPolicy;
import org.dromedary.settings.Settings;
import org.dromedary.smtp.client.SmtpConnector;
import org.dromedary.smtp.server.Defence;
import org.dromedary.smtp.server.ReceivedMail;
import org.dromedary.smtp.server.RecipientRequest;
import org.dromedary.smtp.server.SmtpServerBootstrapFactory;
import org.dromedary.smtp.server.SmtpServerInitializerFactory;
import org.dromedary.smtp.server.SmtpServerServices;
import org.dromedary.spool.SpoolComponent;

/** A running router: everything is made and wired here, and nowhere else. */
public final class Router {
  /** How long transactions of clients may take to finish when the router stops. */
  private static final Duration DRAIN_TIMEOUT = Duration.ofSeconds(10);

  /** How long deliveries in progress may take to finish when the router stops. */
  private static final Duration STOP_TIMEOUT = Duration.ofSeconds(30);

  private final Settings settings;
  private final InstantSource clock = InstantSource.system();

  /** Queue ids must differ, they need not be secret. */
  private final RandomGenerator random = () -> ThreadLocalRandom.current().nextLong();

  private final ExecutorService workers = Executors.newVirtualThreadPerTaskExecutor();
  private final ScheduledExecutorService housekeeping =
      Executors.newSingleThreadScheduledExecutor(
          Thread.ofPlatform().daemon().name("housekeeping").factory());
  private final CamelContext camel = new DefaultCamelContext();
  private final SmtpServerBootstrapFactory smtpServer =
      new SmtpServerBootstrapFactory(DRAIN_TIMEOUT);
  private final EmbeddedBroker broker;
  private final FreeSpace freeSpace;
  private final SmtpConnector connector;
  private final RemoteDelivery remoteDelivery;

  private Router(Settings settings, EmbeddedBroker broker) {
    this.settings = settings;
    this.broker = broker;
    this.freeSpace = broker.freeSpace(settings.minimumFreeSpace());
    this.connector = new SmtpConnector(settings.smtpClient(), housekeeping);
    MailHostResolver resolver = new MailHostResolver(settings.dns(), workers, clock, random);
    this.remoteDelivery =
        new RemoteDelivery(
            settings.delivery(),
            new RemoteHosts(settings.delivery(), resolver, connector),
            housekeeping);
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
    LocalRecipients recipients = localRecipients(settings);
    Router router = new Router(settings, startBroker(settings, home, diskFailed));
    try {
      router.startCamel(recipients);
      return router;
    } catch (Exception e) {
      router.stop();
      throw new RouterStartException(e);
    }
  }

  /** What is wrong in the files of the routes directory, a line each; nothing is started. */
  public static List<String> problemsIn(Settings settings) {
    List<String> problems = new ArrayList<>();
    try {
      localRecipients(settings);
    } catch (RouterStartException e) {
      problems.addAll(e.lines());
    }
    try (DefaultCamelContext never = new DefaultCamelContext()) {
      RouteFiles.addRoutes(never, settings.routesDirectory());
    } catch (RouteFileException e) {
      problems.add(e.getMessage());
    } catch (IOException e) {
      throw new IllegalStateException("a context that was not started cannot fail to close", e);
    }
    return problems;
  }

  private static LocalRecipients localRecipients(Settings settings) throws RouterStartException {
    Path file = settings.routesDirectory().resolve("mailboxes.yaml");
    try {
      return switch (MailboxesFile.read(file, settings.routing().localDomains())) {
        case MailboxesResult.Valid valid -> valid.recipients();
        case MailboxesResult.Invalid invalid -> throw new RouterStartException(invalid.problems());
      };
    } catch (IOException e) {
      throw new RouterStartException(e);
    }
  }

  private static EmbeddedBroker startBroker(Settings settings, Path home, Runnable diskFailed)
      throws RouterStartException {
    try {
      Files.createDirectories(settings.dataDirectory());
      EmbeddedBroker broker =
          EmbeddedBroker.start(
              new BrokerSettings(
                  home.resolve("artemis-config/broker.xml"),
                  settings.dataDirectory().resolve("queue")),
              diskFailed);
      emptyTemporaryDirectory(settings.smtpServer().temporaryDirectory());
      return broker;
    } catch (Exception e) {
      throw new RouterStartException(e);
    }
  }

  /** What a killed router left there is on no queue's behalf: the queues have their own copy. */
  private static void emptyTemporaryDirectory(Path directory) throws IOException {
    Files.createDirectories(directory);
    try (DirectoryStream<Path> left = Files.newDirectoryStream(directory, "{incoming,spool}-*")) {
      for (Path file : left) {
        Files.delete(file);
      }
    }
  }

  private void startCamel(LocalRecipients recipients) throws Exception {
    camel.addComponent(
        "spool",
        new SpoolComponent(broker::openSession, settings.smtpServer().temporaryDirectory(), clock));
    camel.setStreamCaching(false);
    camel.getShutdownStrategy().setTimeout(STOP_TIMEOUT.toSeconds());
    camel.getShutdownStrategy().setLogInflightExchangesOnTimeout(false);
    setRouteProperties(camel.getPropertiesComponent());
    FollowUpPolicy followUp = new FollowUpPolicy(settings.retry(), clock);
    bindBeans(camel.getRegistry(), recipients, followUp);
    var unused = housekeeping.scheduleWithFixedDelay(freeSpace::refresh, 1, 1, TimeUnit.SECONDS);
    RouteFiles.addRoutes(camel, settings.routesDirectory());
    RetryQueues.addRoutes(camel, followUp.delays(), broker.queueNames());
    camel.start();
  }

  /** What routes may name as {@code {{key}}}. */
  private void setRouteProperties(PropertiesComponent properties) {
    properties.addInitialProperty("dromedary.smtp.host", settings.smtpServer().host());
    properties.addInitialProperty(
        "dromedary.smtp.port", Integer.toString(settings.smtpServer().port()));
    properties.addInitialProperty("dromedary.data-directory", settings.dataDirectory().toString());
  }

  private void bindBeans(Registry registry, LocalRecipients recipients, FollowUpPolicy followUp) {
    QueueIdGenerator queueIds = new QueueIdGenerator(clock, random);
    DestinationRoute decision = new DestinationRoute(camel);
    MailLog log = new MailLog(clock);
    registry.bind("smtpServerBootstrap", smtpServer);
    registry.bind(
        "smtpServerInitializer",
        new SmtpServerInitializerFactory(
            settings.smtpServer(),
            new SmtpServerServices(
                new RecipientCheckRoute(camel, workers),
                freeSpace::hasRoom,
                queueIds,
                clock,
                workers,
                Defence.ofThisProcess(settings.smtpServer()))));
    registry.bind("acceptMail", BodyStep.of(ReceivedMail.class, new AcceptMail()::accept));
    registry.bind("replyToData", BodyStep.of(QueuedMessage.class, new ReplyToData(log)::reply));
    registry.bind(
        "checkRecipient",
        BodyStep.of(
            RecipientRequest.class,
            new CheckRecipient(
                    new RecipientPolicy(
                        settings.routing().relayNetworks(), () -> recipients, decision))
                ::check));
    registry.bind(
        "decideByLocalDomains",
        BodyStep.of(
            MailAddress.class,
            new DecideByLocalDomains(settings.routing().localDomains())::decide));
    registry.bind(
        "routeRecipients",
        BodyStep.of(
            QueuedMessage.class,
            new RouteRecipients(new Destinations(() -> recipients, decision))::route));
    registry.bind("openRoutedMail", Facts.ofRoutedMail());
    registry.bind(
        "rejectUnknownRecipients",
        BodyStep.of(QueuedMessage.class, new RejectUnknownRecipients()::reject));
    registry.bind(
        "deliverLocal",
        BodyStep.of(QueuedMessage.class, new DeliverLocal(maildirs(), () -> recipients)::deliver));
    registry.bind("attemptRemoteDelivery", new AttemptRemoteDelivery(remoteDelivery));
    registry.bind("logDelivery", BodyStep.of(DeliveryReport.class, log::attempted));
    registry.bind("planFollowUps", BodyStep.of(DeliveryReport.class, followUp::after));
    registry.bind("openFollowUp", Facts.ofFollowUp());
    registry.bind("openDeferredMail", Facts.ofDeferredMail());
    registry.bind("logFailure", BodyStep.of(FollowUp.GiveUp.class, log::givenUp));
    registry.bind("openFailure", Facts.ofFailure());
    registry.bind("takeFailedMail", Facts.mailOfFailure());
    registry.bind(
        "composeFailureNotice",
        BodyStep.of(
            FollowUp.GiveUp.class,
            new ComposeFailureNotice(
                    new NotificationComposer(settings.hostname(), clock), queueIds, clock)
                ::compose));
  }

  private MaildirDelivery maildirs() {
    return new MaildirDelivery(
        settings.dataDirectory().resolve("mailboxes"), settings.hostname(), clock);
  }

  /** Where the SMTP server listens. */
  public InetSocketAddress smtpAddress() {
    return smtpServer.boundAddress();
  }

  /**
   * Stops the router: clients get 421, transactions and deliveries in progress finish within a
   * bound, the rest stays on the queues.
   */
  public void stop() {
    smtpServer.drain(DRAIN_TIMEOUT);
    for (Route route : camel.getRoutes()) {
      if (route.getEndpoint().getEndpointUri().startsWith("spool:")) {
        ServiceHelper.suspendService(route.getConsumer());
      }
    }
    remoteDelivery.stop();
    camel.stop();
    connector.close();
    housekeeping.shutdown();
    workers.shutdown();
    try {
      broker.stop();
    } catch (Exception e) {
      throw new IllegalStateException("the broker did not stop", e);
    }
  }
}
