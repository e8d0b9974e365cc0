package org.dromedary.scenario;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;
import org.awaitility.core.ThrowingRunnable;
import org.dromedary.testkit.FakeMta;
import org.dromedary.testkit.RouterUnderTest;
import org.dromedary.testkit.SmtpTestClient;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The look-up of local recipients by the examples for SQL and HTTP, with a real database. */
class RecipientsAreLookedUpByARouteIT {
  private static final String CONTENT = "Subject: looked up\r\n\r\n";

  private final FakeMta mta = FakeMta.start();
  private RouterUnderTest router;

  @BeforeEach
  void prepare(@TempDir Path directory) {
    router = RouterUnderTest.in(directory).smartHosts(mta);
  }

  @AfterEach
  void stop() {
    router.close();
    mta.close();
    System.clearProperty("user-database.url");
    System.clearProperty("user-service.url");
  }

  private static void eventually(ThrowingRunnable assertion) {
    await().atMost(Duration.ofSeconds(20)).untilAsserted(assertion);
  }

  private String rcpt(String address) throws IOException {
    try (SmtpTestClient client = SmtpTestClient.greeted(router.smtp())) {
      client.command("MAIL FROM:<a@client.example>");
      return client.command("RCPT TO:<" + address + ">");
    }
  }

  @Test
  void aDatabaseKnowsTheUsers() throws Exception {
    String url = "jdbc:h2:mem:users;DB_CLOSE_DELAY=-1";
    System.setProperty("user-database.url", url);
    try (Connection database = DriverManager.getConnection(url)) {
      execute(
          database,
          "CREATE TABLE mailbox (address VARCHAR PRIMARY KEY, directory VARCHAR, forward_to VARCHAR)");
      execute(
          database,
          "INSERT INTO mailbox VALUES ('erna@example.org', 'staff/erna', 'e@elsewhere.example')");
      router.example("look-up-by-sql/look-up-recipient.camel.yaml").start();

      router.deliver("a@client.example", "Erna@example.org", CONTENT);
      eventually(() -> assertThat(router.mailbox("staff/erna")).hasSize(1));
      eventually(() -> assertThat(mta.mailsTo("e@elsewhere.example")).hasSize(1));
      assertThat(rcpt("alice@example.org")).startsWith("550 5.1.1");
      assertThat(rcpt("postmaster@example.org")).startsWith("250");
      assertThat(rcpt("\"' OR ''='\"@example.org")).startsWith("550 5.1.1");

      execute(database, "INSERT INTO mailbox VALUES ('new@example.org', 'new', NULL)");
      assertThat(rcpt("new@example.org")).startsWith("250");

      router.routeFile(
          "mailboxes.yaml",
          """
          domains: [{name: example.org, unknown-users: create template}]
          mailboxes: [{address: template, directory: made/template}]
          """);
      eventually(() -> assertThat(rcpt("who@example.org")).startsWith("250"));
      router.deliver("a@client.example", "who@example.org", CONTENT);
      eventually(() -> assertThat(router.mailbox("made/who@example.org")).hasSize(1));
      execute(database, "DROP TABLE mailbox");
      assertThat(rcpt("erna@example.org")).startsWith("451 4.4.3");
      execute(database, "SHUTDOWN");
    }
  }

  private static void execute(Connection database, String sql) throws SQLException {
    try (Statement statement = database.createStatement()) {
      statement.execute(sql);
    }
  }

  @Test
  void mailThatWasAcceptedWaitsWhileAServiceIsAway() throws Exception {
    AtomicInteger failures = new AtomicInteger();
    HttpServer service =
        HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    service.createContext(
        "/look-up",
        exchange -> {
          String address = new String(exchange.getRequestBody().readAllBytes(), UTF_8);
          if (failures.get() > 0 && failures.getAndDecrement() <= 3) {
            answer(exchange, 503, "");
          } else if (address.equals("erna@example.org")) {
            answer(exchange, 200, "{\"directory\": \"erna\", \"forward-to\": null}");
          } else {
            answer(exchange, 404, "{\"error\": \"no such user\"}");
          }
        });
    service.start();
    try {
      System.setProperty(
          "user-service.url", "http://127.0.0.1:" + service.getAddress().getPort() + "/look-up");
      router.example("look-up-by-http/look-up-recipient.camel.yaml").start();
      assertThat(rcpt("nobody@example.org")).startsWith("550 5.1.1");
      assertThat(rcpt("a&b=c#d@example.org")).startsWith("550 5.1.1");
      failures.set(4); // RCPT is answered, then the service is away for three questions
      router.deliver("a@client.example", "erna@example.org", CONTENT);
      eventually(() -> assertThat(router.mailbox("erna")).hasSize(1));
      assertThat(failures.get()).isZero();
    } finally {
      service.stop(0);
    }
  }

  private static void answer(HttpExchange exchange, int code, String text) throws IOException {
    byte[] octets = text.getBytes(UTF_8);
    exchange.sendResponseHeaders(code, octets.length == 0 ? -1 : octets.length);
    exchange.getResponseBody().write(octets);
    exchange.close();
  }
}
