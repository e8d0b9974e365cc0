package org.dromedary.scenario;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.assertj.core.api.InstanceOfAssertFactories;
import org.awaitility.core.ThrowingRunnable;
import org.dromedary.smtp.server.ListenerKind;
import org.dromedary.testkit.FakeMta;
import org.dromedary.testkit.RouterUnderTest;
import org.dromedary.testkit.SmtpTestClient;
import org.dromedary.testkit.TestAuthority;
import org.dromedary.users.Role;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;

/** Prometheus, load balancers and those who draw pictures see what the router does. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class RouterIsWatchedIT {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final String MAIL = "Subject: hi\r\n\r\nbody\r\n";
  private static final String PASSWORD = "correct horse battery";
  private static final Path MONITORING = Path.of("docs/monitoring");
  private static final Pattern SAMPLE =
      Pattern.compile("^([a-z_]+)(?:\\{.*})? \\S+$", Pattern.MULTILINE);
  private static final Pattern NAME = Pattern.compile("\\b(?:dromedary|jvm|process)_[a-z0-9_]+");

  private final FakeMta mta = FakeMta.start();
  private final HttpClient http = HttpClient.newHttpClient();
  private RouterUnderTest router;

  @BeforeAll
  void start(@TempDir Path directory) throws Exception {
    mta.offerTls(new TestAuthority().server("mx.example").context());
    router =
        RouterUnderTest.in(directory)
            .smartHosts(mta)
            .user("eye", PASSWORD, Role.VIEWER)
            .user("sender", PASSWORD, Role.SUBMIT)
            .start();
  }

  @AfterAll
  void stop() {
    router.close();
    http.close();
    mta.close();
  }

  private static void eventually(ThrowingRunnable assertion) {
    await().atMost(Duration.ofSeconds(20)).untilAsserted(assertion);
  }

  private HttpResponse<String> get(String path, String... headers) throws Exception {
    HttpRequest.Builder request = HttpRequest.newBuilder(router.management().resolve(path));
    return http.send(
        headers.length == 0 ? request.build() : request.headers(headers).build(),
        BodyHandlers.ofString());
  }

  private static String basic(String user) {
    return "Basic " + Base64.getEncoder().encodeToString((user + ":" + PASSWORD).getBytes(UTF_8));
  }

  /** The value of the one series with this name and these labels. */
  private double value(String series) throws Exception {
    Matcher line =
        Pattern.compile("^" + Pattern.quote(series) + " (\\S+)$", Pattern.MULTILINE)
            .matcher(get("/metrics").body());
    assertThat(line.find()).as(series).isTrue();
    return Double.parseDouble(line.group(1));
  }

  private void grows(String series, double by, ThrowingRunnable work) throws Throwable {
    double before = value(series);
    work.run();
    eventually(() -> assertThat(value(series)).as(series).isGreaterThanOrEqualTo(before + by));
  }

  @Test
  void aMailIsCountedFromItsArrivalToItsMailbox() throws Throwable {
    grows(
        "dromedary_mails_received_total{listener=\"smtp\"}",
        1,
        () ->
            grows(
                "dromedary_recipients_delivered_total{stage=\"local\"}",
                2,
                () ->
                    grows(
                        "dromedary_delivery_seconds_bucket{stage=\"local\",le=\"+Inf\"}",
                        2,
                        () ->
                            router.deliver(
                                "a@client.example",
                                List.of("alice@example.org", "bob@example.org"),
                                MAIL))));
    assertThat(value("dromedary_routing_seconds_count")).isPositive();
    assertThat(value("dromedary_smtp_connections_opened_total{listener=\"smtp\"}")).isPositive();
  }

  @Test
  void refusalsAreCountedByReason() throws Throwable {
    grows("dromedary_refused_total{reason=\"UNKNOWN_RECIPIENT\"}", 1, this::refused);
  }

  private void refused() throws Exception {
    try (SmtpTestClient client = SmtpTestClient.greeted(router.smtp())) {
      client.command("EHLO client.example");
      client.command("MAIL FROM:<a@client.example>");
      assertThat(client.command("RCPT TO:<nobody@example.org>")).startsWith("550");
    }
  }

  @Test
  void deferredMailIsCountedAndSeenOnItsQueue() throws Throwable {
    grows("dromedary_recipients_deferred_total{stage=\"remote\"}", 2, this::deferred);
    eventually(
        () -> assertThat(value("dromedary_queue_messages{state=\"deferred\"}")).isPositive());
    assertThat(value("dromedary_queue_age_seconds_count{stage=\"remote\"}")).isPositive();
  }

  private void deferred() {
    router.deliver("a@client.example", "defer-rcpt+always@elsewhere.example", MAIL);
  }

  @Test
  void failedMailIsCountedWithItsNotice() throws Throwable {
    grows(
        "dromedary_notices_total{kind=\"failure\"}",
        1,
        () ->
            grows(
                "dromedary_recipients_failed_total",
                1,
                () -> router.deliver("alice@example.org", "fail-rcpt@elsewhere.example", MAIL)));
    grows(
        "dromedary_recipients_parked_total",
        1,
        () -> router.deliver("", "fail-rcpt@elsewhere.example", MAIL));
    eventually(
        () -> assertThat(value("dromedary_queue_messages{state=\"undeliverable\"}")).isPositive());
    eventually(
        () ->
            assertThat(value("dromedary_queue_oldest_seconds{state=\"undeliverable\"}"))
                .isPositive());
  }

  @Test
  void handshakesAreCountedByDirectionVersionAndOutcome() throws Throwable {
    grows(
        "dromedary_tls_handshakes_total{direction=\"in\",outcome=\"succeeded\",version=\"TLSv1.3\"}",
        1,
        () -> SmtpTestClient.encrypted(router.listener(ListenerKind.SUBMISSIONS)).close());
    grows(
        "dromedary_tls_handshakes_total{direction=\"in\",outcome=\"failed\",version=\"none\"}",
        1,
        this::speaksInClear);
    grows(
        "dromedary_tls_handshakes_total{direction=\"out\",outcome=\"succeeded\",version=\"TLSv1.3\"}",
        1,
        () -> router.deliver("a@client.example", "tls@elsewhere.example", MAIL));
    assertThat(value("dromedary_smtp_connections_opened_total{listener=\"submissions\"}"))
        .isGreaterThanOrEqualTo(2);
  }

  private void speaksInClear() throws Exception {
    try (SmtpTestClient client = new SmtpTestClient(router.listener(ListenerKind.SUBMISSIONS))) {
      client.send("EHLO client.example\r\n");
      assertThat(client.isClosedByServer()).isTrue();
    }
  }

  @Test
  void connectionsAreCountedWhileTheyAreOpen() throws Exception {
    String open = "dromedary_smtp_connections{listener=\"submission\"}";
    try (SmtpTestClient client = SmtpTestClient.greeted(router.listener(ListenerKind.SUBMISSION))) {
      eventually(() -> assertThat(value(open)).isOne());
      client.command("QUIT");
    }
    eventually(() -> assertThat(value(open)).isZero());
  }

  @Test
  void metricsNeedALoginUnlessTheNetworkIsTrusted() throws Exception {
    assertThat(get("/metrics").statusCode()).isEqualTo(200);
    assertThat(get("/metrics").headers().firstValue("Content-Type").orElseThrow())
        .startsWith("text/plain; version=0.0.4");
    // what a proxy on this machine passes on may come from anywhere
    assertThat(get("/metrics", "X-Forwarded-For", "192.0.2.1").statusCode()).isEqualTo(401);
    assertThat(
            get("/metrics", "X-Forwarded-For", "192.0.2.1", "Authorization", basic("eye"))
                .statusCode())
        .isEqualTo(200);
    assertThat(
            get("/metrics", "X-Forwarded-For", "192.0.2.1", "Authorization", basic("sender"))
                .statusCode())
        .isEqualTo(401);
  }

  @Test
  void healthSaysWhetherItWorks() throws Exception {
    assertThat(get("/health/live").body()).isEqualTo("{\"status\":\"up\"}");
    assertThat(get("/health/live", "X-Forwarded-For", "192.0.2.1").statusCode()).isEqualTo(200);
    HttpResponse<String> ready = get("/health/ready");
    assertThat(ready.statusCode()).isEqualTo(200);
    assertThat(JSON.readTree(ready.body()).path("checks").fieldNames())
        .toIterable()
        .containsExactly("broker", "disk", "queues", "listeners", "files", "dns");
  }

  @Test
  void aFileWithAMistakeMakesItDegradedAndTellsStrangersNothing() throws Exception {
    String before = Files.readString(router.routes().resolve("routing-table.yaml"));
    router.routeFile("routing-table.yaml", "rules: [{name: x}]\n");
    eventually(
        () ->
            assertThat(get("/health/ready").body())
                .startsWith("{\"status\":\"degraded\"")
                .contains("\"files\":\"degraded\""));
    assertThat(get("/health/ready").statusCode()).isEqualTo(200);
    assertThat(get("/health/ready").body()).doesNotContain("routing-table", "line");
    assertThat(value("dromedary_files_problems")).isPositive();
    router.routeFile("routing-table.yaml", before);
    eventually(() -> assertThat(value("dromedary_files_problems")).isZero());
  }

  @Test
  void labelsAreBounded() throws Exception {
    deferred();
    refused();
    assertThat(get("/metrics").body())
        .doesNotContain("elsewhere", "client.example", "alice", "nobody@", "mail.retry");
  }

  private Set<String> exposed() throws Exception {
    Set<String> names = new TreeSet<>();
    SAMPLE.matcher(get("/metrics").body()).results().forEach(line -> names.add(line.group(1)));
    return names;
  }

  private static Set<String> named(String text) {
    Set<String> names = new TreeSet<>();
    NAME.matcher(text).results().forEach(name -> names.add(name.group()));
    return names;
  }

  @Test
  void theDashboardShowsMetricsThatThereAre() throws Throwable {
    JsonNode dashboard =
        JSON.readTree(Files.readString(MONITORING.resolve("dromedary-dashboard.json")));
    Set<String> names = new TreeSet<>();
    for (JsonNode expression : dashboard.path("panels").findValues("expr")) {
      assertThat(named(expression.asText())).as(expression.asText()).isNotEmpty();
      names.addAll(named(expression.asText()));
    }
    System.gc(); // the first pause makes its metric
    eventually(() -> assertThat(names).hasSizeGreaterThan(15).isSubsetOf(exposed()));
  }

  @Test
  void theAlertsWatchMetricsThatThereAre() throws Throwable {
    String text = Files.readString(MONITORING.resolve("dromedary-alerts.yaml"));
    Object rules = new Load(LoadSettings.builder().build()).loadFromString(text);
    assertThat(rules).asInstanceOf(InstanceOfAssertFactories.MAP).containsOnlyKeys("groups");
    assertThat(named(text)).hasSizeGreaterThan(8).isSubsetOf(exposed());
  }

  @Test
  void theDocumentListsOurMetrics() throws Throwable {
    String document = Files.readString(Path.of("docs/operations.md"));
    Set<String> families = new TreeSet<>();
    Pattern.compile("^# TYPE (dromedary_\\S+) ", Pattern.MULTILINE)
        .matcher(get("/metrics").body())
        .results()
        .map(type -> type.group(1))
        .filter(name -> !name.endsWith("_max"))
        .forEach(families::add);
    Set<String> listed = new TreeSet<>();
    Pattern.compile("^\\| `(dromedary_[a-z_]+)`", Pattern.MULTILINE)
        .matcher(document)
        .results()
        .forEach(row -> listed.add(row.group(1)));
    assertThat(listed).isEqualTo(families);
  }
}
