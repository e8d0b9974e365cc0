package org.dromedary.scenario;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import jakarta.jms.JMSContext;
import jakarta.jms.JMSException;
import jakarta.jms.TemporaryQueue;
import jakarta.jms.TextMessage;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.Base64;
import java.util.Optional;
import org.apache.activemq.artemis.jms.client.ActiveMQConnectionFactory;
import org.awaitility.core.ThrowingRunnable;
import org.dromedary.testkit.FakeDns;
import org.dromedary.testkit.FakeMta;
import org.dromedary.testkit.ManagementClient;
import org.dromedary.testkit.RouterUnderTest;
import org.dromedary.users.Role;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/** Operators look at a running router and change its routing; each answer is as OpenAPI says. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class RouterIsManagedByHttpIT {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final String SENDER = "alice@example.org";
  private static final String MAIL = "Subject: hi\r\n\r\n";
  private static final String PASSWORD = "correct horse battery";

  private final FakeDns dns = FakeDns.start();
  private final FakeMta mta = FakeMta.start();
  private final FakeMta other = FakeMta.start();
  private final HttpClient http = HttpClient.newHttpClient();
  private Path data;
  private RouterUnderTest router;

  @BeforeAll
  void start(@TempDir Path directory) {
    data = directory.resolve("data");
    dns.mx("known.example", 10, "mx.known.example").a("mx.known.example", "127.0.0.1");
    router =
        RouterUnderTest.in(directory)
            .mailExchangers(dns, mta.port())
            .user("op", PASSWORD, Role.OPERATOR)
            .user("eye", PASSWORD, Role.VIEWER)
            .user("sender", PASSWORD, Role.SUBMIT)
            .start();
  }

  @AfterEach
  void removeRules() throws Exception {
    for (JsonNode rule : JSON.readTree(get("/rules").body()).path("rules")) {
      delete("/rules/" + URLEncoder.encode(rule.path("name").asText(), UTF_8).replace("+", "%20"));
    }
  }

  @AfterAll
  void stop() {
    router.close();
    http.close();
    other.close();
    mta.close();
    dns.close();
  }

  private static void eventually(ThrowingRunnable assertion) {
    await().atMost(Duration.ofSeconds(20)).untilAsserted(assertion);
  }

  private HttpResponse<String> ask(
      String method, String path, String body, Optional<String> authorization) throws Exception {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(URI.create(router.management() + path))
            .method(method, BodyPublishers.ofString(body));
    authorization.ifPresent(a -> request.header("Authorization", a));
    return http.send(request.build(), BodyHandlers.ofString());
  }

  private static Optional<String> as(String user, String password) {
    String pair = Base64.getEncoder().encodeToString((user + ":" + password).getBytes(UTF_8));
    return Optional.of("Basic " + pair);
  }

  private HttpResponse<String> get(String path) throws Exception {
    return ask("GET", path, "", as("eye", PASSWORD));
  }

  private HttpResponse<String> post(String path, String body) throws Exception {
    return ask("POST", path, body, as("op", PASSWORD));
  }

  private HttpResponse<String> delete(String path) throws Exception {
    return ask("DELETE", path, "", as("op", PASSWORD));
  }

  private String relayTo(FakeMta host, String name, String domain) {
    return "{\"name\":\"%s\",\"recipient\":\"%s\",\"action\":\"relay\",\"hosts\":[\"127.0.0.1:%d\"]}"
        .formatted(name, domain, host.port());
  }

  private static void assertIsA(String schema, HttpResponse<String> response) {
    assertThat(ManagementClient.checked(response.body(), schema)).isNotNull();
  }

  @Test
  void onlyUsersWithTheRoleAreAnswered() throws Exception {
    assertThat(ask("GET", "/rules", "", Optional.empty()).statusCode()).isEqualTo(401);
    assertThat(ask("GET", "/rules", "", as("eye", "wrong")).statusCode()).isEqualTo(401);
    assertThat(ask("GET", "/rules", "", as("sender", PASSWORD)).statusCode()).isEqualTo(401);
    assertThat(ask("GET", "/rules", "", as("op", PASSWORD)).statusCode()).isEqualTo(200);
    assertThat(ask("GET", "/rules", "", Optional.of("Bearer x")).statusCode()).isEqualTo(401);
    assertThat(ask("GET", "/rules", "", Optional.of("Basic ???")).statusCode()).isEqualTo(401);
    HttpResponse<String> denied =
        ask("POST", "/rules", relayTo(other, "no", "known.example"), as("eye", PASSWORD));
    assertThat(denied.statusCode()).isEqualTo(401);
    assertIsA("Problems", denied);
    assertThat(denied.headers().firstValue("WWW-Authenticate")).isPresent();
    assertThat(get("/rules").body()).isEqualTo("{\"rules\":[]}");
  }

  @Test
  void noPageOfAnotherSiteUsesALoginThatABrowserRemembers() throws Exception {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(URI.create(router.management() + "/rules"))
            .header("Authorization", as("op", PASSWORD).orElseThrow())
            .header("Content-Type", "text/plain")
            .POST(BodyPublishers.ofString(relayTo(other, "evil", "known.example")));
    HttpResponse<String> foreign =
        http.send(
            request.copy().header("Origin", "http://evil.example").build(),
            BodyHandlers.ofString());
    assertThat(foreign.statusCode()).isEqualTo(403);
    assertThat(get("/rules").body()).doesNotContain("evil");
    String own = "http://127.0.0.1:" + router.management().getPort();
    assertThat(
            http.send(request.copy().header("Origin", own).build(), BodyHandlers.ofString())
                .statusCode())
        .isEqualTo(201);
  }

  @Test
  void whatIsNotThereIsSaid() throws Exception {
    assertThat(get("/nothing").statusCode()).isEqualTo(404);
    assertThat(delete("/health").statusCode()).isEqualTo(405);
    assertThat(delete("/rules/unknown").statusCode()).isEqualTo(404);
    assertThat(get("/routes/explain").body()).contains("recipient is missing");
    assertThat(get("/routes/explain?recipient=nobody").statusCode()).isEqualTo(400);
    assertThat(get("/routes/explain?recipient=a@b.example&client=x").statusCode()).isEqualTo(400);
    assertThat(post("/rules", "x".repeat(70_000)).statusCode()).isEqualTo(413);
    assertThat(post("/rules", "{name: x}").body()).contains("has no action");
    assertThat(post("/rules?ttl=soon", relayTo(other, "x", "x.example")).body()).contains("ttl: ");
  }

  @Test
  void aRuleSendsMailAnotherWayAtOnceAndForItsTime() throws Exception {
    HttpResponse<String> added =
        post("/rules?ttl=1h", relayTo(other, "partner moves", "known.example"));
    assertThat(added.statusCode()).isEqualTo(201);
    assertIsA("Name", added);
    router.deliver(SENDER, "u1@known.example", MAIL);
    eventually(() -> assertThat(other.mailsTo("u1@known.example")).hasSize(1));
    assertIsA("Rules", get("/rules"));
    assertThat(get("/routes/explain?recipient=u@known.example").body())
        .contains("\"rule\":\"partner moves\"");

    router.restart();
    router.deliver(SENDER, "u2@known.example", MAIL);
    eventually(() -> assertThat(other.mailsTo("u2@known.example")).hasSize(1));

    assertThat(delete("/rules/partner%20moves").statusCode()).isEqualTo(204);
    router.deliver(SENDER, "u3@known.example", MAIL);
    eventually(() -> assertThat(mta.mailsTo("u3@known.example")).hasSize(1));

    post("/rules?ttl=1s", relayTo(other, "short", "known.example"));
    eventually(() -> assertThat(get("/rules").body()).isEqualTo("{\"rules\":[]}"));
    router.deliver(SENDER, "u4@known.example", MAIL);
    eventually(() -> assertThat(mta.mailsTo("u4@known.example")).hasSize(1));
  }

  @Test
  void aNameMayHaveAnyCharacter() throws Exception {
    post("/rules", relayTo(other, "a/b 100% c;d ../e", "x.example"));
    assertThat(get("/rules").body()).contains("a/b 100% c;d ../e");
    assertThat(delete("/rules/a%2Fb%20100%25%20c%3Bd%20..%2Fe").statusCode()).isEqualTo(204);
    assertThat(get("/rules").body()).isEqualTo("{\"rules\":[]}");
    assertThat(delete("/rules/..%2Fhealth").statusCode()).isEqualTo(404);
  }

  @Test
  void anApplicationChangesRulesByMessages() throws Exception {
    String add = "{\"add\":" + relayTo(other, "by message", "known.example") + ",\"ttl\":\"1h\"}";
    assertThat(control(add)).isEqualTo("{\"name\":\"by message\"}");
    router.deliver(SENDER, "u5@known.example", MAIL);
    eventually(() -> assertThat(other.mailsTo("u5@known.example")).hasSize(1));
    assertThat(control("{\"list\":true}")).contains("\"name\":\"by message\"").contains("until");
    assertThat(control("{\"remove\":\"by message\"}")).isEqualTo("{\"removed\":true}");
    assertThat(control("{\"remove\":\"by message\"}")).isEqualTo("{\"removed\":false}");
    assertThat(control("{\"add\":{\"name\":\"x\"}}")).contains("has no action");
    assertThat(control("rubbish")).contains("not JSON");
    assertThat(control("{}")).contains("problems");
  }

  private static String control(String message) throws JMSException {
    try (ActiveMQConnectionFactory broker = new ActiveMQConnectionFactory("vm://0");
        JMSContext client = broker.createContext()) {
      TemporaryQueue answers = client.createTemporaryQueue();
      client
          .createProducer()
          .setJMSReplyTo(answers)
          .send(client.createQueue("mail.control"), message);
      TextMessage answer = (TextMessage) client.createConsumer(answers).receive(20_000);
      assertThat(answer).isNotNull();
      return answer.getText();
    }
  }

  @Test
  void namesAreLookedUpAndForgotten() throws Exception {
    assertIsA("MailHosts", get("/dns/mail-hosts?domain=known.example"));
    assertThat(get("/dns/mail-hosts?domain=known.example").body()).contains("mx.known.example");
    HttpResponse<String> cache = get("/dns/cache?name=known.example");
    assertIsA("Cache", cache);
    assertThat(cache.body()).contains("\"type\":\"MX\",\"values\":[\"10 mx.known.example.\"]");
    assertIsA("NameServers", get("/dns/servers"));
    assertThat(delete("/dns/cache?name=known.example").statusCode()).isEqualTo(204);
    assertThat(get("/dns/cache?name=known.example").body()).isEqualTo("{\"answers\":[]}");
    assertThat(delete("/dns/cache").statusCode()).isEqualTo(204);
    assertThat(get("/dns/cache").body()).isEqualTo("{\"answers\":[]}");
  }

  @Test
  void waysAreExplainedAndTested() throws Exception {
    HttpResponse<String> explained =
        get("/routes/explain?recipient=u@known.example&sender=a@b.example&header=Subject:%20x");
    assertIsA("Ways", explained);
    assertThat(explained.body()).contains("\"sender\":\"<a@b.example>\"");
    HttpResponse<String> tested = post("/routes/test?recipient=u@known.example", "");
    assertIsA("TestedWays", tested);
    assertThat(tested.body()).contains("\"accepted\":true");
    assertThat(mta.mailsTo("u@known.example")).isEmpty();
  }

  @Test
  void healthNamesTheFileThatIsNotInForce() throws Exception {
    assertThat(get("/health").body()).isEqualTo("{\"status\":\"up\",\"problems\":[]}");
    router.routeFile("routing-table.yaml", "rules: [{name: x, action: cart}]");
    eventually(
        () ->
            assertThat(get("/health").body())
                .contains("degraded", "routing-table.yaml:1:", "'cart'"));
    assertIsA("Health", get("/health"));
    router.routeFile("routing-table.yaml", "rules: []");
    eventually(() -> assertThat(get("/health").body()).contains("\"up\""));
  }

  @Test
  void theCommandLineOfTheMachineNeedsNoPassword() throws Exception {
    Path access = data.resolve("management.properties");
    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(access)))
        .isEqualTo("rw-------");
    String token =
        Files.readAllLines(access).stream()
            .filter(line -> line.startsWith("token="))
            .map(line -> line.substring("token=".length()))
            .findFirst()
            .orElseThrow();
    assertThat(ask("GET", "/rules", "", Optional.of("Bearer " + token)).statusCode())
        .isEqualTo(200);
  }
}
