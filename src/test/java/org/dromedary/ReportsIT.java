package org.dromedary;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Date;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import org.apache.camel.Exchange;
import org.apache.camel.ProducerTemplate;
import org.apache.camel.impl.DefaultCamelContext;
import org.apache.camel.support.PluginHelper;
import org.apache.camel.support.ResourceHelper;
import org.dromedary.broker.BrokerSettings;
import org.dromedary.broker.BrokerTopic;
import org.dromedary.broker.EmbeddedBroker;
import org.dromedary.events.MailEventWriter;
import org.dromedary.events.TopicEvent;
import org.dromedary.mail.Domain;
import org.dromedary.mail.MailAddress;
import org.dromedary.mail.QueueIdGenerator;
import org.dromedary.report.ReportComposer;
import org.dromedary.report.ReportKind;
import org.dromedary.report.ReportSettings;
import org.dromedary.report.ReportTemplates;
import org.dromedary.report.Schedule;
import org.dromedary.spool.SpoolComponent;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The shipped route of reports in two routers that share a broker and fire at the same times. */
class ReportsIT {
  private static final Instant BEGIN = Instant.parse("2096-11-22T06:00:00Z");
  private static final String INGRESS = "mail.ingress";
  private static final String EVENTS = "mail.report.connections";

  private final List<DefaultCamelContext> routers = new ArrayList<>();
  private final InstantSource clock = InstantSource.system();
  private EmbeddedBroker broker;

  @BeforeEach
  void start(@TempDir Path directory) throws Exception {
    broker =
        EmbeddedBroker.start(
            new BrokerSettings(Path.of("artemis-config/broker.xml"), directory.resolve("broker")),
            () -> {});
    new SpoolComponent(broker::openSession, directory, clock).ensureQueues(INGRESS);
  }

  @AfterEach
  void stop() throws Exception {
    routers.forEach(DefaultCamelContext::stop);
    broker.stop();
  }

  private void startRouter(boolean onlyIfAny) throws Exception {
    QueueIdGenerator ids =
        new QueueIdGenerator(clock, () -> ThreadLocalRandom.current().nextLong());
    DefaultCamelContext camel = new DefaultCamelContext();
    Reports reports =
        new Reports(
            Arrays.stream(ReportKind.values()).map(kind -> settings(kind, onlyIfAny)).toList(),
            new Reports.Parts(
                camel,
                broker::openSession,
                new ReportComposer(Domain.parse("mx.example.org"), () -> ReportTemplates.BUILT_IN),
                new MailEventWriter(ids, clock),
                ids,
                clock));
    reports.setRouteProperties(camel.getPropertiesComponent());
    reports.bind(camel.getRegistry());
    PluginHelper.getRoutesLoader(camel)
        .loadRoutes(ResourceHelper.resolveResource(camel, "file:routes/reports.camel.yaml"));
    reports.start();
    camel.start();
    routers.add(camel);
  }

  private static ReportSettings settings(ReportKind kind, boolean onlyIfAny) {
    return new ReportSettings(
        kind,
        kind == ReportKind.CONNECTIONS,
        new Schedule("0 0 0 1 1 ? 2098", ZoneId.of("UTC")),
        MailAddress.parse("postmaster@example.org"),
        onlyIfAny,
        10);
  }

  /** As Quartz does; gives what the router did. */
  private static String fire(DefaultCamelContext router, Instant due) throws Exception {
    try (ProducerTemplate template = router.createProducerTemplate()) {
      Exchange exchange =
          template.send(
              "direct:send-report",
              asked -> {
                asked.setVariable("report", "connections");
                asked.getMessage().setHeader("scheduledFireTime", Date.from(due));
              });
      if (exchange.getException() != null) {
        throw exchange.getException();
      }
      return exchange.getVariable("reportAction", "", String.class);
    }
  }

  private List<String> fireBoth(Instant due) throws Exception {
    CyclicBarrier together = new CyclicBarrier(routers.size());
    try (ExecutorService threads = Executors.newFixedThreadPool(routers.size())) {
      List<Future<String>> fired = new ArrayList<>();
      for (DefaultCamelContext router : routers) {
        fired.add(
            threads.submit(
                () -> {
                  together.await(10, TimeUnit.SECONDS);
                  return fire(router, due);
                }));
      }
      List<String> done = new ArrayList<>();
      for (Future<String> each : fired) {
        done.add(each.get(30, TimeUnit.SECONDS));
      }
      return done;
    }
  }

  private void publish() throws Exception {
    try (BrokerTopic topic = broker.topic("mail.events")) {
      topic.publish(
          List.of(
              new TopicEvent(
                  "{\"event\":\"connected\",\"time\":\"2026-11-22T08:00:00Z\"}",
                  Optional.empty())));
    }
    await().untilAsserted(() -> assertThat(broker.messages(EVENTS)).isNotZero());
  }

  /** The broker counts a message a moment after the commit. */
  private void awaitMails(long count) {
    await().untilAsserted(() -> assertThat(broker.messages(INGRESS)).isEqualTo(count));
  }

  @Test
  void eachTimeOneOfThemSends() throws Exception {
    startRouter(false);
    startRouter(false);
    for (int round = 1; round <= 20; round++) {
      publish();
      List<String> done = fireBoth(BEGIN.plusSeconds(round));
      assertThat(done).containsOnlyOnce("send").doesNotContain("skip", "off");
      awaitMails(round);
      await().untilAsserted(() -> assertThat(broker.messages(EVENTS)).isZero());
    }
  }

  @Test
  void whoIsLateSeesThatItIsDone() throws Exception {
    startRouter(false);
    startRouter(false);
    publish();
    assertThat(fire(routers.getFirst(), BEGIN)).isEqualTo("send");
    publish();
    assertThat(fire(routers.getLast(), BEGIN)).isEqualTo("done");
    assertThat(broker.messages(EVENTS)).isOne();
    assertThat(fire(routers.getLast(), BEGIN.plusSeconds(1))).isEqualTo("send");
    awaitMails(2);
  }

  @Test
  void whereThereIsNothingToTellTheTimeIsDoneToo() throws Exception {
    startRouter(true);
    startRouter(true);
    assertThat(fire(routers.getFirst(), BEGIN)).isEqualTo("skip");
    publish();
    assertThat(fire(routers.getLast(), BEGIN)).isEqualTo("done");
    assertThat(broker.messages(INGRESS)).isZero();
  }
}
