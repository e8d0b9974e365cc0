package org.dromedary.scenario;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import jakarta.mail.Session;
import jakarta.mail.internet.MimeMessage;
import jakarta.mail.internet.MimeMultipart;
import java.io.ByteArrayInputStream;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.util.List;
import java.util.Properties;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import org.apache.activemq.artemis.api.core.Message;
import org.apache.activemq.artemis.api.core.SimpleString;
import org.apache.activemq.artemis.api.core.TransportConfiguration;
import org.apache.activemq.artemis.api.core.client.ActiveMQClient;
import org.apache.activemq.artemis.api.core.client.ClientMessage;
import org.apache.activemq.artemis.api.core.client.ClientProducer;
import org.apache.activemq.artemis.api.core.client.ClientSession;
import org.apache.activemq.artemis.api.core.client.ServerLocator;
import org.apache.activemq.artemis.core.remoting.impl.invm.InVMConnectorFactory;
import org.awaitility.core.ThrowingRunnable;
import org.dromedary.testkit.EventSubscriber;
import org.dromedary.testkit.FakeMta;
import org.dromedary.testkit.ManagementClient;
import org.dromedary.testkit.RouterUnderTest;
import org.dromedary.testkit.SmtpTestClient;
import org.dromedary.users.Role;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Reports of a running router: at their time, by hand, and after a time when it was away. */
class ReportsAreSentIT {
  private static final String EACH_SECOND = "* * * * * ?";
  private static final String NEVER = "0 0 0 1 1 ? 2098";
  private static final String TITLE = "Delivery failures";

  private final FakeMta mta = FakeMta.start();
  private RouterUnderTest router;

  @BeforeEach
  void prepare(@TempDir Path directory) {
    router =
        RouterUnderTest.in(directory)
            .smartHosts(mta)
            .user("op", "secret-op", Role.OPERATOR)
            .user("view", "secret-view", Role.VIEWER);
  }

  @AfterEach
  void stop() {
    router.close();
    mta.close();
  }

  private static void eventually(ThrowingRunnable assertion) {
    await().atMost(Duration.ofSeconds(30)).untilAsserted(assertion);
  }

  private RouterUnderTest with(String report, String cron) {
    return router
        .set("reports." + report + ".enabled", "true")
        .set("reports." + report + ".cron", cron)
        .set("reports." + report + ".time-zone", "UTC")
        .set("reports." + report + ".recipient", "bob@example.org");
  }

  private void fail(String recipient) {
    router.deliver("alice@example.org", recipient, "Subject: x\r\n\r\n");
  }

  private List<String> reports(String title) {
    return router.mailbox("bob", "Subject: " + title);
  }

  /** The text of a report that is in a mailbox. */
  private static String text(String report) throws Exception {
    MimeMessage mail =
        new MimeMessage(
            Session.getInstance(new Properties()),
            new ByteArrayInputStream(report.getBytes(StandardCharsets.ISO_8859_1)));
    MimeMultipart words = (MimeMultipart) mail.getContent();
    if (words.getContentType().startsWith("multipart/mixed")) {
      words = (MimeMultipart) words.getBodyPart(0).getContent();
    }
    return words.getBodyPart(0).getContent().toString();
  }

  private ManagementClient operator() {
    return ManagementClient.of(router, "op", "secret-op");
  }

  private static String waiting(ManagementClient client, String report) {
    return client
        .json("GET", "/reports", "Reports")
        .path("reports")
        .valueStream()
        .filter(each -> each.path("name").asText().equals(report))
        .findFirst()
        .orElseThrow()
        .path("waiting")
        .asText();
  }

  private static void waits(ManagementClient client, String report, int events) {
    eventually(() -> assertThat(waiting(client, report)).isEqualTo(Integer.toString(events)));
  }

  @Test
  void atItsTimeAReportTellsWhatFailedAndTellsItOnce() throws Exception {
    with("delivery-failures", EACH_SECOND).start();
    fail("fail-rcpt+1@elsewhere.example");
    eventually(() -> assertThat(reports(TITLE)).isNotEmpty());
    fail("fail-rcpt+2@elsewhere.example");
    eventually(() -> assertThat(reports(TITLE)).hasSizeGreaterThan(1));
    // seconds in which there is nothing to tell
    await()
        .during(Duration.ofSeconds(3))
        .atMost(Duration.ofSeconds(10))
        .until(() -> reports(TITLE).size() == 2);
    List<String> texts = List.of(text(reports(TITLE).get(0)), text(reports(TITLE).get(1)));
    for (String recipient : List.of("fail-rcpt+1@", "fail-rcpt+2@")) {
      assertThat(texts).filteredOn(text -> text.contains(recipient)).hasSize(1);
    }
    assertThat(reports(TITLE).getFirst())
        .startsWith("Return-Path: <>\nDelivered-To: bob@example.org\n")
        .contains("Auto-Submitted: auto-generated\n");
  }

  @Test
  void whatWasMissedIsMadeUpForOnce() throws Exception {
    ZonedDateTime due = ZonedDateTime.now(ZoneOffset.UTC).plusSeconds(15);
    String cron = "%d %d %d * * ?".formatted(due.getSecond(), due.getMinute(), due.getHour());
    with("delivery-failures", cron).start();
    try (ManagementClient client = operator()) {
      fail("fail-rcpt@elsewhere.example");
      waits(client, "delivery-failures", 1);
    }
    router.stop();
    assertThat(Instant.now()).isBefore(due.toInstant());
    await().atMost(Duration.ofSeconds(30)).until(() -> Instant.now().isAfter(due.toInstant()));
    router.start();
    eventually(() -> assertThat(reports(TITLE)).hasSize(1));
    assertThat(text(reports(TITLE).getFirst())).contains("fail-rcpt@elsewhere.example");
    router.restart();
    await()
        .during(Duration.ofSeconds(2))
        .atMost(Duration.ofSeconds(10))
        .until(() -> reports(TITLE).size() == 1);
  }

  @Test
  void anEmptyOneIsSentIfThatIsWanted() {
    with("barring", EACH_SECOND).set("reports.barring.only-if-any", "false").start();
    eventually(() -> assertThat(reports("Refused mail: 0 on")).isNotEmpty());
  }

  @Test
  void anOperatorLooksAtItAndSendsIt() throws Exception {
    with("delivery-failures", NEVER).start();
    fail("fail-rcpt@elsewhere.example");
    try (ManagementClient client = operator();
        ManagementClient viewer = ManagementClient.of(router, "view", "secret-view")) {
      waits(client, "delivery-failures", 1);
      String path = "/reports/delivery-failures";
      assertThat(viewer.ask("GET", path).body()).contains("fail-rcpt@elsewhere.example");
      HttpResponse<String> page = viewer.ask("GET", path + "?format=html");
      assertThat(page.body()).startsWith("<!DOCTYPE html>").contains("data:image/png;base64,");
      assertThat(page.headers().firstValue("Content-Type").orElseThrow()).startsWith("text/html");
      assertThat(viewer.ask("GET", path + "?format=mail").body())
          .contains("Content-Type: multipart/alternative");
      assertThat(viewer.ask("GET", path + "?format=pdf").statusCode()).isEqualTo(400);
      assertThat(viewer.ask("GET", "/reports/others").statusCode()).isEqualTo(404);
      assertThat(viewer.ask("GET", "/reports/barring").statusCode()).isEqualTo(409);
      assertThat(viewer.ask("POST", path + "/send").statusCode()).isEqualTo(401);
      assertThat(waiting(client, "delivery-failures")).isEqualTo("1");

      JsonNode sent = client.json("POST", path + "/send", "SentReport");
      assertThat(sent.path("events").asInt()).isEqualTo(1);
      eventually(() -> assertThat(reports(TITLE)).hasSize(1));
      assertThat(waiting(client, "delivery-failures")).isEqualTo("0");
      assertThat(client.ask("GET", path).body()).contains("There is nothing to report.");
      // it has a history as any mail has
      String id = sent.path("queueId").asText();
      eventually(
          () ->
              assertThat(client.ask("GET", "/tracking/" + id).body())
                  .contains("\"received\"", "\"delivered\""));
    }
  }

  @Test
  void eachReportIsMadeOfItsEvents() throws Exception {
    for (String report :
        List.of("barring", "connections", "subscriptions", "archive-accesses", "outbound-status")) {
      with(report, NEVER);
    }
    router.set("archive.mailbox", "alice@example.org").start();
    router.deliver("alice@example.org", "far@elsewhere.example", "Subject: x\r\n\r\n");
    try (SmtpTestClient client = SmtpTestClient.greeted(router.smtp())) {
      assertThat(client.command("EHLO client.example")).startsWith("250");
      assertThat(client.command("MAIL FROM:<a@b.example>")).startsWith("250");
      assertThat(client.command("RCPT TO:<nobody@example.org>")).startsWith("550");
    }
    publish("subscribed", subscribed(1));
    try (ManagementClient client = operator()) {
      assertThat(client.ask("GET", "/archive?sender=example.org").statusCode()).isEqualTo(200);
      shows(client, "barring", "127.0.0.1 | UNKNOWN_RECIPIENT | 550 5.1.1");
      shows(client, "connections", "127.0.0.1]:" + mta.port() + " | connected | in clear");
      shows(client, "subscriptions", "news@example.org | reader1@b.example | subscribed | mail");
      shows(client, "archive-accesses", "op | list | sender=example.org");
      shows(client, "outbound-status", "far@elsewhere.example | alice@example.org | delivered");
    }
  }

  private static void shows(ManagementClient client, String report, String text) {
    eventually(() -> assertThat(client.ask("GET", "/reports/" + report).body()).contains(text));
  }

  private static void publish(String word, String... events) throws Exception {
    try (ServerLocator locator =
            ActiveMQClient.createServerLocatorWithoutHA(
                new TransportConfiguration(InVMConnectorFactory.class.getName()));
        ClientSession session =
            locator.setBlockOnDurableSend(false).createSessionFactory().createSession(false, true);
        ClientProducer producer = session.createProducer("mail.events")) {
      for (String event : events) {
        ClientMessage message = session.createMessage(Message.TEXT_TYPE, true);
        message.putStringProperty("event", word);
        message.getBodyBuffer().writeNullableSimpleString(SimpleString.of(event));
        producer.send(message);
      }
      session.commit();
    }
  }

  private static String subscribed(int number) {
    return "{\"event\":\"subscribed\",\"version\":1,\"id\":\"E"
        + number
        + "\",\"time\":\"2026-11-22T08:00:00Z\",\"list\":\"news@example.org\",\"address\":\"reader"
        + number
        + "@b.example\",\"by\":\"mail\"}";
  }

  @Test
  void whatIsTooMuchForOneMailIsInTheNext() throws Exception {
    with("subscriptions", NEVER).set("reports.subscriptions.rows", "1").start();
    int count = 60_000;
    publish(
        "subscribed",
        IntStream.range(0, count).mapToObj(ReportsAreSentIT::subscribed).toArray(String[]::new));
    try (ManagementClient client = operator()) {
      waits(client, "subscriptions", count);
      JsonNode last = client.json("POST", "/reports/subscriptions/send", "SentReport");
      assertThat(last.path("events").asInt()).isBetween(1, count - 1);
      assertThat(waiting(client, "subscriptions")).isEqualTo("0");
      String title = "Subscriptions of mailing lists";
      eventually(() -> assertThat(told(reports(title))).isEqualTo(count));
      assertThat(reports(title + ": " + last.path("events").asInt() + " on"))
          .singleElement()
          .asString()
          .contains("reader59999@b.example");
      assertThat(reports(title))
          .filteredOn(mail -> mail.contains("the next mail has the rest"))
          .hasSize(reports(title).size() - 1);
    }
  }

  /** How many events reports are about together. */
  private static int told(List<String> reports) {
    return reports.stream()
        .mapToInt(
            report ->
                Integer.parseInt(
                    Pattern.compile("Subject: .*: (\\d+) on")
                        .matcher(report)
                        .results()
                        .findFirst()
                        .orElseThrow()
                        .group(1)))
        .sum();
  }

  @Test
  void connectionsAreEventsWithTheirResult() throws Exception {
    router.start();
    try (EventSubscriber events = EventSubscriber.open("connected")) {
      router.deliver("alice@example.org", "far@elsewhere.example", "Subject: x\r\n\r\n");
      assertThat(events.read(1).getFirst())
          .contains(
              "\"relay\":\"[127.0.0.1]:" + mta.port() + "\"",
              "\"result\":\"connected\"",
              "\"security\":\"in clear\"");
    }
    mta.stop();
    try (EventSubscriber events = EventSubscriber.open("connected")) {
      router.deliver("alice@example.org", "far@elsewhere.example", "Subject: x\r\n\r\n");
      assertThat(events.read(1).getFirst())
          .contains("\"result\":\"failed\"", "\"detail\":\"connection refused");
    }
  }

  @Test
  void itsWordsAreEditedWhileItRuns() throws Exception {
    with("barring", NEVER).lookEvery(Duration.ofMillis(100)).start();
    Path own =
        Files.createDirectories(router.routes().resolve("report-templates")).resolve("barring.txt");
    try (ManagementClient client = operator()) {
      Files.writeString(own, "Subject: ours\n\nWords of ours, {{count}}");
      eventually(
          () ->
              assertThat(client.ask("GET", "/reports/barring").body())
                  .isEqualTo("Words of ours, 0"));
      Files.writeString(own, "Subject: ours\n\n{{nobody}}");
      eventually(
          () ->
              assertThat(router.fileProblems())
                  .singleElement()
                  .asString()
                  .contains("report-templates/barring.txt"));
      assertThat(client.ask("GET", "/reports/barring").body())
          .contains("There is nothing to report.");
    }
  }

  @Test
  void anEditOfTheRoutesLeavesTheTimerAlone() throws Exception {
    with("delivery-failures", EACH_SECOND).lookEvery(Duration.ofMillis(100)).start();
    Path file = router.routes().resolve("reports.camel.yaml");
    String text = Files.readString(file);
    router.routeFile("edited.camel.yaml", EDITED.formatted("one"));
    router.routeFile(
        "reports.camel.yaml",
        text.replace(
            "ref: composeReport",
            "ref: composeReport\n                  - to:\n                      uri: direct:edited"));
    router.routeFile("edited.camel.yaml", EDITED.formatted("two"));
    eventually(() -> assertThat(router.fileProblems()).isEmpty());
    fail("fail-rcpt+1@elsewhere.example");
    eventually(() -> assertThat(reports(TITLE)).hasSize(1));
    fail("fail-rcpt+2@elsewhere.example");
    eventually(() -> assertThat(reports(TITLE)).hasSize(2));
  }

  private static final String EDITED =
      """
      - route:
          id: edited
          from:
            uri: direct:edited
            steps:
              - log:
                  message: edited %s
      """;

  @Test
  void aRouterWithoutReportsHasNoTimer() throws Exception {
    router.start();
    assertThat(Thread.getAllStackTraces().keySet())
        .noneMatch(thread -> Pattern.compile("(?i)quartz").matcher(thread.getName()).find());
    try (ManagementClient client = operator()) {
      assertThat(client.json("GET", "/reports", "Reports").path("reports"))
          .hasSize(6)
          .allMatch(report -> !report.path("enabled").asBoolean() && !report.has("next"));
    }
  }

  @Test
  void aRemoteRecipientGetsItToo() {
    with("delivery-failures", EACH_SECOND)
        .set("reports.delivery-failures.recipient", "boss@elsewhere.example")
        .start();
    fail("fail-rcpt@elsewhere.example");
    eventually(() -> assertThat(mta.mailsTo("boss@elsewhere.example")).hasSize(1));
    assertThat(mta.mailsTo("boss@elsewhere.example").getFirst().text())
        .contains("Subject: Delivery failures: 1 on router.example.org");
  }
}
