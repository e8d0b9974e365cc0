package org.dromedary;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.io.InputStream;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Date;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.apache.camel.CamelContext;
import org.apache.camel.Exchange;
import org.apache.camel.Processor;
import org.apache.camel.ProducerTemplate;
import org.apache.camel.spi.PropertiesComponent;
import org.apache.camel.spi.Registry;
import org.apache.camel.support.SynchronizationAdapter;
import org.dromedary.camel.BodyStep;
import org.dromedary.events.EventWriter;
import org.dromedary.events.MailEventWriter;
import org.dromedary.mail.QueueIdGenerator;
import org.dromedary.report.Report;
import org.dromedary.report.ReportComposer;
import org.dromedary.report.ReportContents;
import org.dromedary.report.ReportKind;
import org.dromedary.report.ReportPeriod;
import org.dromedary.report.ReportSettings;
import org.dromedary.spool.BrokerSessions;
import org.dromedary.spool.EventQueue;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The reports: their queues, the steps of their routes, and what operators ask of them. */
final class Reports {
  private static final Logger LOG = LoggerFactory.getLogger(Reports.class);

  /** Before the name of a report: its queue. */
  static final String QUEUE_PREFIX = EventQueue.REPORTS;

  private static final String ROUTE = "direct:send-report";

  /** The header that Quartz tells the time by for which it fires. */
  private static final String FIRE_TIME = "scheduledFireTime";

  /** Variables of the route: which report, whether an operator wants it, what is to be done. */
  private static final String REPORT = "report";

  private static final String BY_HAND = "reportByHand";
  private static final String ACTION = "reportAction";
  private static final String REST = "reportRest";

  /** What reports are made with. */
  record Parts(
      CamelContext camel,
      BrokerSessions sessions,
      ReportComposer composer,
      MailEventWriter history,
      QueueIdGenerator ids,
      InstantSource clock) {}

  private final Map<ReportKind, ReportSettings> settings = new EnumMap<>(ReportKind.class);
  private final Map<ReportKind, EventQueue> queues = new EnumMap<>(ReportKind.class);
  private final Parts parts;

  Reports(List<ReportSettings> all, Parts parts) {
    all.forEach(each -> settings.put(each.kind(), each));
    this.parts = parts;
  }

  /** What routes may name as {@code {{key}}}. */
  void setRouteProperties(PropertiesComponent properties) {
    settings
        .values()
        .forEach(
            each -> {
              String prefix = "dromedary.reports." + each.kind().word() + ".";
              properties.addInitialProperty(prefix + "enabled", String.valueOf(each.enabled()));
              properties.addInitialProperty(prefix + "cron", each.schedule().cron());
              properties.addInitialProperty(prefix + "time-zone", each.zone().getId());
            });
  }

  /** Steps of {@code reports}. */
  void bind(Registry registry) {
    registry.bind("takeEvents", (Processor) this::takeEvents);
    registry.bind(
        "composeReport",
        BodyStep.of(ReportRun.class, run -> run.compose(parts.composer(), parts.ids().next())));
    registry.bind("finishReport", BodyStep.of(ReportRun.class, this::finish));
  }

  /** Subscribes for those that are on, and ends the subscriptions of the others. */
  void start() throws Exception {
    for (ReportSettings each : settings.values()) {
      String queue = QUEUE_PREFIX + each.kind().word();
      if (each.enabled()) {
        queues.put(
            each.kind(),
            EventQueue.ensure(
                queue, each.kind().events(), parts.sessions(), parts.clock().instant()));
      } else {
        EventQueue.forget(queue, parts.sessions());
      }
    }
  }

  /**
   * Sends what was due while the router or its broker was away: of each report one, however many
   * were.
   */
  void catchUp() {
    queues.forEach(
        (kind, queue) -> {
          try {
            Instant now = parts.clock().instant();
            if (settings(kind).schedule().isMissed(queue.mark(now).due(), now)) {
              LOG.info(
                  "report {}: it was due while the router or its broker was away", kind.word());
              var unused = run(kind, false);
            }
          } catch (Exception e) {
            LOG.warn("report {} was missed, and is made at its next time", kind.word(), e);
          }
        });
  }

  /**
   * Keeps the queues from filling the disk on which mail is: what is lost is logged, and told by
   * the report. Blocks.
   *
   * @param most events that wait for one
   */
  synchronized void shorten(long most) {
    EventWriter writer = new EventWriter(parts.ids(), parts.clock());
    queues.forEach(
        (kind, queue) -> {
          try {
            long lost =
                queue.shorten(
                    most, count -> new String(writer.dropped(count, Optional.empty()), US_ASCII));
            if (lost > 0) {
              LOG.warn(
                  "report {}: more than {} events wait for it, the {} oldest are lost; it will tell",
                  kind.word(),
                  most,
                  lost);
            }
          } catch (Exception e) {
            LOG.warn("report {}: its queue cannot be shortened now: {}", kind.word(), e.toString());
          }
        });
  }

  /** Those that there are, on or off. */
  List<ReportSettings> all() {
    return List.copyOf(settings.values());
  }

  ReportSettings settings(ReportKind kind) {
    return Objects.requireNonNull(settings.get(kind));
  }

  /** What was sent, or why nothing was. */
  record Sent(String action, Optional<ReportRun> run) {}

  /**
   * Sends one now, also when there is nothing to tell.
   *
   * @throws Exception when that fails; its events wait for the next time
   */
  Sent send(ReportKind kind) throws Exception {
    return run(kind, true);
  }

  private Sent run(ReportKind kind, boolean byHand) throws Exception {
    try (ProducerTemplate template = parts.camel().createProducerTemplate()) {
      Exchange exchange =
          template.send(
              ROUTE,
              asked -> {
                asked.setVariable(REPORT, kind.word());
                asked.setVariable(BY_HAND, byHand);
              });
      if (exchange.getException() != null) {
        throw exchange.getException();
      }
      return new Sent(
          exchange.getVariable(ACTION, "", String.class),
          Optional.ofNullable(exchange.getMessage().getBody(ReportRun.class)));
    }
  }

  /** The report as it would be sent now; nothing is taken. Empty when it is off. */
  Optional<Report> preview(ReportKind kind) throws Exception {
    EventQueue queue = queues.get(kind);
    if (queue == null) {
      return Optional.empty();
    }
    Instant now = parts.clock().instant();
    ReportSettings asked = settings(kind);
    ReportContents contents =
        new ReportContents(
            kind, new ReportPeriod(queue.mark(now).from(), now, asked.zone()), asked.rows());
    var unused = queue.look(ReportRun.MOST_EVENTS, contents::add, now);
    return Optional.of(parts.composer().write(contents, false));
  }

  /** The mail that the report would be. */
  byte[] previewMail(Report report, ReportKind kind) throws Exception {
    try (InputStream mail =
        parts
            .composer()
            .mail(report, settings(kind).recipient(), parts.ids().next(), parts.clock().instant())
            .open()) {
      return mail.readAllBytes();
    }
  }

  private void takeEvents(Exchange exchange) throws Exception {
    ReportKind kind = ReportKind.of(exchange.getVariable(REPORT, "", String.class)).orElseThrow();
    boolean byHand = exchange.getVariable(BY_HAND, false, Boolean.class);
    Instant now = parts.clock().instant();
    Date fireTime = exchange.getMessage().getHeader(FIRE_TIME, Date.class);
    Instant due = fireTime == null ? now : fireTime.toInstant();
    exchange.getMessage().setBody(null);
    exchange.setVariable(REST, false);
    EventQueue queue = queues.get(kind);
    if (queue == null) {
      exchange.setVariable(ACTION, "off");
      return;
    }
    var taking = queue.take(now);
    if (taking.isEmpty()) {
      exchange.setVariable(ACTION, "busy");
      return;
    }
    if (!byHand && !taking.get().mark().due().isBefore(due)) {
      taking.get().close();
      exchange.setVariable(ACTION, "done"); // by another router
      return;
    }
    ReportRun run = ReportRun.begin(settings(kind), taking.get(), new ReportRun.Order(due, now));
    exchange
        .getExchangeExtension()
        .addOnCompletion(
            new SynchronizationAdapter() {
              @Override
              public void onDone(Exchange ended) {
                run.close();
              }
            });
    exchange.getMessage().setBody(run);
    exchange.setVariable(ACTION, byHand || run.isWanted() ? "send" : "skip");
    exchange.setVariable(REST, run.hasMore());
  }

  private ReportRun finish(ReportRun run) throws Exception {
    run.commit(parts.history());
    run.mail()
        .ifPresentOrElse(
            mail ->
                LOG.info(
                    "report {}: {} events, {} to <{}>",
                    run.settings().kind().word(),
                    run.count(),
                    mail.queueId(),
                    run.settings().recipient()),
            () -> LOG.info("report {}: nothing to tell", run.settings().kind().word()));
    return run;
  }
}
