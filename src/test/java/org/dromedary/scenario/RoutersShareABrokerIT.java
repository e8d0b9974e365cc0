package org.dromedary.scenario;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import jakarta.jms.Connection;
import jakarta.jms.JMSException;
import jakarta.jms.Session;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;
import org.apache.activemq.artemis.jms.client.ActiveMQConnectionFactory;
import org.dromedary.testkit.BrokerUnderTest;
import org.dromedary.testkit.FakeMta;
import org.dromedary.testkit.FakeMtaMail;
import org.dromedary.testkit.ManagementClient;
import org.dromedary.testkit.RouterUnderTest;
import org.dromedary.testkit.SmtpTestClient;
import org.dromedary.users.Role;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Two routers keep their mail at one broker, which is in a process of its own. */
@Timeout(120)
class RoutersShareABrokerIT {
  private static final String MAIL = "Subject: hi\r\n\r\nbody\r\n";
  private static final String PASSWORD = "correct horse battery";

  private final FakeMta mta = FakeMta.start();
  private final BrokerUnderTest broker;
  private final RouterUnderTest one;
  private final RouterUnderTest other;
  private final ManagementClient operator;

  RoutersShareABrokerIT(@TempDir Path directory) {
    broker =
        BrokerUnderTest.in(directory)
            .user("op", PASSWORD, Role.OPERATOR)
            .user("shop", PASSWORD, Role.SUBMIT);
    one = router("one");
    other = router("other");
    operator = ManagementClient.of(broker, "op", PASSWORD);
  }

  private RouterUnderTest router(String name) {
    return broker
        .router(name)
        .smartHosts(mta)
        .user("op", PASSWORD, Role.OPERATOR)
        .user("shop", PASSWORD);
  }

  @BeforeEach
  void start() {
    broker.start();
    // one after the other: two of one process cannot register their MBeans at the same time
    Stream.of(one, other).forEach(RouterUnderTest::start);
  }

  @AfterEach
  void stop() {
    operator.close();
    Stream.of(one, other).forEach(RouterUnderTest::close);
    broker.close();
    mta.close();
  }

  private static void deliver(RouterUnderTest router, String recipient) {
    assertThat(router.deliver("a@client.example", recipient, MAIL)).startsWith("250 ");
  }

  private List<String> arrived() {
    return mta.mails().stream()
        .map(FakeMtaMail::recipients)
        .flatMap(List::stream)
        .sorted()
        .toList();
  }

  @Test
  void eachMailIsDeliveredByOneOfThem() {
    List<String> sent = new ArrayList<>();
    for (int i = 10; i < 40; i++) {
      sent.add("user" + i + "@elsewhere.example");
      deliver(i % 2 == 0 ? one : other, sent.getLast());
    }
    await().until(() -> mta.mails().size() >= sent.size());
    await().until(() -> depth("mail.outbound") == 0);
    assertThat(arrived()).isEqualTo(sent);
    assertThat(Stream.of("one", "other").filter(this::hasRelayed)).hasSize(2);
  }

  /** A mail has the Received field of the router that took it, whoever sent it on. */
  private boolean hasRelayed(String name) {
    return mta.mails().stream()
        .anyMatch(mail -> mail.text().contains("by " + name + ".example.org with ESMTP"));
  }

  private long depth(String queue) {
    return operator.json("GET", "/status", "Status").path("queues").path(queue).asLong();
  }

  @Test
  void aRouterThatStopsLeavesItsMailToTheOther() {
    mta.stop();
    deliver(one, "user@elsewhere.example");
    one.stop();
    mta.restart();
    await().atMost(Duration.ofSeconds(20)).until(() -> mta.mails().size() == 1);
  }

  /** Its delay is none that the other's policy has. */
  @Test
  void deferredMailOfOnePolicyIsTriedByARouterOfAnother() {
    mta.stop();
    one.set("retry.delay", "3s").set("retry.maximum-delay", "3s").restart();
    other.stop();
    deliver(one, "user@elsewhere.example");
    await().until(() -> depth("mail.retry.3") == 1);
    one.stop();
    other.start();
    mta.restart();
    await().atMost(Duration.ofSeconds(20)).until(() -> mta.mails().size() == 1);
  }

  @Test
  void mailIsRefusedWhileTheBrokerIsAwayAndTakenAfterwards() throws Exception {
    mta.stop();
    deliver(one, "before@elsewhere.example");
    broker.stop();
    await().until(() -> isAway(one) && isAway(other));
    assertThat(one.deliver("a@client.example", "user@elsewhere.example", MAIL))
        .startsWith("451 4.3.0 ");
    assertThat(one.deliver("a@client.example", "alice@example.org", MAIL)).startsWith("451 4.3.0 ");
    try (HttpClient http = HttpClient.newHttpClient()) {
      assertThat(submit(http, other, "while it is away").get().statusCode()).isEqualTo(503);
    }
    mta.restart();
    broker.start();
    await().atMost(Duration.ofSeconds(30)).until(() -> !isAway(one) && !isAway(other));
    await()
        .atMost(Duration.ofSeconds(30))
        .ignoreExceptions()
        .until(() -> one.deliver("a@c.example", "after@elsewhere.example", MAIL).startsWith("250"));
    await()
        .atMost(Duration.ofSeconds(30))
        .until(
            () ->
                arrived()
                    .containsAll(List.of("before@elsewhere.example", "after@elsewhere.example")));
    assertThat(arrived()).doesNotHaveDuplicates().doesNotContain("user@elsewhere.example");
    submitByJms("shop@example.org", "jms@elsewhere.example");
    await()
        .atMost(Duration.ofSeconds(30))
        .until(() -> !mta.mailsTo("jms@elsewhere.example").isEmpty());
  }

  private static boolean isAway(RouterUnderTest router) {
    return router.fileProblems().stream().anyMatch(line -> line.endsWith(" is away"));
  }

  private void submitByJms(String from, String to) throws JMSException {
    try (Connection connection =
        new ActiveMQConnectionFactory("tcp://127.0.0.1:" + broker.port())
            .createConnection("shop", PASSWORD)) {
      Session session = connection.createSession(false, Session.AUTO_ACKNOWLEDGE);
      session
          .createProducer(session.createQueue("mail.submit"))
          .send(
              session.createTextMessage(
                  "From: " + from + "\nTo: " + to + "\nSubject: order\n\nThank you.\n"));
    }
  }

  @Test
  void applicationsSubmitAtTheBroker() throws Exception {
    submitByJms("shop@example.org", "user@elsewhere.example");
    await().until(() -> mta.mails().size() == 1);
    submitByJms("somebody.else@example.org", "user@elsewhere.example");
    await().until(() -> queued("mail.submit.rejected") == 1);
    assertThat(mta.mails()).hasSize(1);
  }

  private long queued(String queue) throws JMSException {
    try (Connection connection =
        new ActiveMQConnectionFactory("vm://0").createConnection("machine", "correct horse")) {
      Session session = connection.createSession(false, Session.AUTO_ACKNOWLEDGE);
      connection.start();
      long count = 0;
      for (var all = session.createBrowser(session.createQueue(queue)).getEnumeration();
          all.hasMoreElements();
          all.nextElement()) {
        count++;
      }
      return count;
    }
  }

  @Test
  void oneKeyAtBothAtOnceIsOneMail() throws Exception {
    try (HttpClient http = HttpClient.newHttpClient()) {
      for (int i = 0; i < 10; i++) {
        String key = "order-" + i;
        var answers =
            Stream.of(one, other, one, other).map(router -> submit(http, router, key)).toList();
        List<String> ids = new ArrayList<>();
        for (CompletableFuture<HttpResponse<String>> answer : answers) {
          assertThat(answer.get().statusCode()).as(answer.get().body()).isBetween(200, 202);
          ids.add(
              ManagementClient.checked(answer.get().body(), "Submitted").path("queueId").asText());
        }
        assertThat(ids.stream().distinct()).hasSize(1);
      }
    }
    await().until(() -> mta.mails().size() >= 10 && depth("mail.ingress") == 0);
    await().until(() -> depth("mail.outbound") == 0);
    assertThat(mta.mails()).hasSize(10);
  }

  private static CompletableFuture<HttpResponse<String>> submit(
      HttpClient http, RouterUnderTest router, String key) {
    URI uri = router.management().resolve("/api/messages");
    String credentials = Base64.getEncoder().encodeToString(("shop:" + PASSWORD).getBytes(UTF_8));
    return http.sendAsync(
        HttpRequest.newBuilder(uri)
            .header("Content-Type", "message/rfc822")
            .header("Authorization", "Basic " + credentials)
            .header("Idempotency-Key", key)
            .POST(
                BodyPublishers.ofString(
                    "From: shop@example.org\r\nTo: user@elsewhere.example\r\nSubject: order\r\n\r\n"
                        + key
                        + "\r\n"))
            .build(),
        BodyHandlers.ofString());
  }

  @Test
  void operatorsActAtTheBrokerOnTheMailOfAll() {
    mta.stop();
    one.set("retry.delay", "1h").set("retry.maximum-delay", "1h").restart();
    other.set("retry.delay", "1h").set("retry.maximum-delay", "1h").restart();
    deliver(one, "first@elsewhere.example");
    deliver(other, "second@elsewhere.example");
    deliver(other, "third@elsewhere.example");
    await().until(() -> depth("mail.retry.3600") == 3);
    JsonNode listed = operator.json("GET", "/queue?state=deferred", "MailPage");
    assertThat(listed.path("mails")).hasSize(3);
    // each router holds one of them until it is due
    JsonNode deleted =
        operator.json(
            "POST", "/queue/actions/delete?recipient=first@elsewhere.example", "ActionResult");
    assertThat(deleted.path("done").asLong()).as(deleted.toString()).isEqualTo(1);
    mta.restart();
    JsonNode retried = operator.json("POST", "/queue/actions/retry?all=true", "ActionResult");
    assertThat(retried.path("done").asLong()).as(retried.toString()).isEqualTo(2);
    await().until(() -> mta.mails().size() == 2);
    assertThat(arrived()).containsExactly("second@elsewhere.example", "third@elsewhere.example");
  }

  @Test
  void aSuspensionIsForAllRouters() {
    assertThat(operator.ask("POST", "/next-hops/suspensions?next-hop=*").statusCode())
        .isEqualTo(204);
    await()
        .untilAsserted(
            () -> {
              deliver(one, "user@elsewhere.example");
              deliver(other, "user@elsewhere.example");
              assertThat(depth("mail.suspended")).isGreaterThanOrEqualTo(2);
            });
    int taken = mta.mails().size();
    long waiting = depth("mail.suspended");
    assertThat(operator.ask("DELETE", "/next-hops/suspensions?next-hop=*").statusCode())
        .isEqualTo(204);
    await()
        .atMost(Duration.ofSeconds(40))
        .until(() -> mta.mails().size() >= taken + waiting && depth("mail.suspended") == 0);
  }

  @Test
  void theStoryOfAMailIsToldAtTheBroker() {
    deliver(one, "user@elsewhere.example");
    await().until(() -> mta.mails().size() == 1);
    await()
        .untilAsserted(
            () ->
                assertThat(operator.ask("GET", "/tracking?recipient=user@elsewhere.example").body())
                    .contains("delivered"));
  }

  @Test
  void aRouterSaysWhereTheMailIs() throws IOException {
    try (ManagementClient asked = ManagementClient.of(one, "op", PASSWORD)) {
      for (String path : List.of("/queue", "/next-hops", "/tracking", "/queue?stream=true")) {
        HttpResponse<String> answer = asked.ask("GET", path);
        assertThat(answer.statusCode()).isEqualTo(409);
        assertThat(answer.body())
            .contains("the mail is at the broker at 127.0.0.1:" + broker.port())
            .contains(broker.management().toString());
      }
      await()
          .until(() -> asked.json("GET", "/status", "Status").path("queues").has("mail.ingress"));
      assertThat(asked.ask("GET", "/reports").statusCode()).isEqualTo(200);
    }
    HttpResponse<String> answer = operator.ask("GET", "/rules");
    assertThat(answer.statusCode()).isEqualTo(409);
    assertThat(answer.body()).contains("ask a router");
    assertThat(operator.ask("GET", "/health").statusCode()).isEqualTo(200);
    try (SmtpTestClient client = SmtpTestClient.greeted(one.smtp())) {
      assertThat(client.command("NOOP")).startsWith("250");
    }
  }

  @Test
  void aWrongPasswordAndABrokerThatIsNotThereAreToldAtTheStart() {
    one.stop();
    other.stop();
    broker.user("plain", PASSWORD, Role.APP);
    assertThatThrownBy(() -> one.set("broker.user", "plain").start())
        .hasMessageContaining("the broker at 127.0.0.1:" + broker.port())
        .hasMessageContaining("plain");
    broker.stop();
    assertThatThrownBy(() -> other.start())
        .hasMessageContaining("the broker at 127.0.0.1:" + broker.port() + " cannot be reached");
    broker.start();
    other.start();
    deliver(other, "user@elsewhere.example");
    await().until(() -> mta.mails().size() == 1);
  }
}
