package org.dromedary.scenario;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import jakarta.jms.BytesMessage;
import jakarta.jms.ConnectionFactory;
import jakarta.jms.JMSContext;
import jakarta.jms.JMSException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import org.apache.activemq.artemis.jms.client.ActiveMQConnectionFactory;
import org.awaitility.core.ThrowingRunnable;
import org.dromedary.testkit.FakeMta;
import org.dromedary.testkit.FakeMtaTrait;
import org.dromedary.testkit.RouterUnderTest;
import org.dromedary.testkit.SpoolView;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Mail for local users and for rules goes to Camel endpoints and queues, and is forwarded. */
class MailboxesMayBeElsewhereIT {
  private static final String SENDER = "alice@example.org";
  private static final String CONTENT = "Subject: to a route\r\n\r\n.dot\r\nG\u00fc\r\n";
  private static final String MAILBOXES =
      """
      mailboxes:
        - address: alice
        - {address: tickets, queue: tickets}
        - {address: orders, endpoint: "direct:orders"}
        - {address: full, endpoint: "direct:full"}
        - {address: broken, endpoint: "direct:broken"}
        - {address: bob, forward-to: [carol@elsewhere.example, dora@example.org]}
        - {address: dora, forward-to: [bob@example.org]}
      """;
  private static final String ROUTES =
      """
      - route:
          id: orders
          from:
            uri: direct:orders
            steps:
              - setHeader:
                  name: CamelFileName
                  expression:
                    simple:
                      expression: ${header.DromedaryRecipient}.${header.DromedaryQueueId}
              - to:
                  uri: file:DIRECTORY
      - route:
          id: full
          from:
            uri: direct:full
            steps:
              - throwException:
                  exceptionType: org.dromedary.camel.MailRefusedException
                  message: 552 5.2.2 there is no room for more
      - route:
          id: broken
          from:
            uri: direct:broken
            steps:
              - throwException:
                  exceptionType: java.lang.IllegalStateException
                  message: not today
      """;

  private final FakeMta mta = FakeMta.start();
  private Path orders;
  private RouterUnderTest router;

  @BeforeEach
  void start(@TempDir Path directory) {
    orders = directory.resolve("orders");
    router =
        RouterUnderTest.in(directory)
            .smartHosts(mta)
            .routeFile("mailboxes.yaml", MAILBOXES)
            .routeFile("orders.camel.yaml", ROUTES.replace("DIRECTORY", orders.toString()))
            .routeFile(
                "routing-table.yaml",
                "rules: [{name: shop, recipient: shop.example, action: endpoint, uri: 'direct:orders'}]")
            .start();
  }

  @AfterEach
  void stop() {
    router.close();
    mta.close();
  }

  private static void eventually(ThrowingRunnable assertion) {
    await().atMost(Duration.ofSeconds(20)).untilAsserted(assertion);
  }

  private static long deferred() throws Exception {
    try (SpoolView queues = SpoolView.open()) {
      return queues.depth("mail.retry.1") + queues.depth("mail.retry.2");
    }
  }

  private List<Path> orders() throws IOException {
    if (!Files.isDirectory(orders)) {
      return List.of();
    }
    try (Stream<Path> files = Files.list(orders)) {
      return files.toList();
    }
  }

  @Test
  void aRouteGetsTheOctetsAndTheEnvelope() throws Exception {
    router.deliver(SENDER, "orders@example.org", CONTENT);
    router.deliver(SENDER, "any@shop.example", CONTENT);
    eventually(() -> assertThat(orders()).hasSize(2));
    assertThat(orders())
        .extracting(path -> path.getFileName().toString().replaceFirst("\\.[^.]*$", ""))
        .containsExactlyInAnyOrder("orders@example.org", "any@shop.example");
    assertThat(Files.readString(orders().getFirst(), ISO_8859_1))
        .startsWith("Received: ")
        .endsWith(CONTENT);
    assertThat(router.mailbox("alice")).isEmpty();
  }

  @Test
  void aLargeMailReachesTheRouteAsAStream() throws Exception {
    String large = "Subject: large\r\n\r\n" + ("x".repeat(70) + "\r\n").repeat(50_000);
    router.deliver(SENDER, "orders@example.org", large);
    eventually(() -> assertThat(orders()).hasSize(1));
    assertThat(Files.readString(orders().getFirst(), ISO_8859_1)).endsWith(large);
  }

  @Test
  void anApplicationTakesMailFromItsQueue() throws JMSException {
    router.deliver(SENDER, "tickets@example.org", CONTENT);
    ConnectionFactory broker = new ActiveMQConnectionFactory("vm://0");
    try (JMSContext client = broker.createContext()) {
      BytesMessage mail =
          (BytesMessage) client.createConsumer(client.createQueue("tickets")).receive(20_000);
      assertThat(mail.getStringProperty("DromedaryRecipient")).isEqualTo("tickets@example.org");
      assertThat(mail.getStringProperty("DromedaryReversePath")).isEqualTo("<" + SENDER + ">");
      assertThat(mail.getJMSDeliveryMode()).isEqualTo(jakarta.jms.DeliveryMode.PERSISTENT);
      assertThat(new String(mail.getBody(byte[].class), ISO_8859_1)).endsWith(CONTENT);
    }
  }

  @Test
  void aRouteThatRefusesForGoodReturnsTheMail() {
    router.deliver(SENDER, "full@example.org", CONTENT);
    eventually(() -> assertThat(router.mailbox("alice")).hasSize(1));
    assertThat(router.mailbox("alice").getFirst())
        .contains("Action: failed\nStatus: 5.2.2\n")
        .contains("552 5.2.2 there is no room for more");
  }

  @Test
  void mailWaitsForAnEndpointThatDoesNotWork() throws Exception {
    router.deliver(SENDER, List.of("broken@example.org", "alice@example.org"), CONTENT);
    eventually(() -> assertThat(router.mailbox("alice")).hasSize(1));

    router.routeFile("mailboxes.yaml", MAILBOXES.replace("direct:broken", "direct:orders"));
    eventually(() -> assertThat(orders()).hasSize(1));
    assertThat(router.mailbox("alice")).hasSize(1);
  }

  @Test
  void anLmtpServerThatIsSilentHoldsUpNobody() {
    try (FakeMta silent = FakeMta.start(FakeMtaTrait.SILENT)) {
      router
          .routeFile(
              "mailboxes.yaml",
              MAILBOXES + "  - {address: slow, lmtp: \"127.0.0.1:" + silent.port() + "\"}\n")
          .restart();
      for (int i = 0; i < 80; i++) {
        router.deliver(SENDER, "slow@example.org", CONTENT);
      }
      await().atMost(Duration.ofSeconds(20)).until(() -> silent.openConnections() > 0);
      router.deliver(SENDER, "dora@example.org", CONTENT);
      eventually(() -> assertThat(router.mailbox("dora")).hasSize(1));
    }
  }

  @Test
  void forwardedMailStaysAsWellAndGoesInNoCircle() {
    router.deliver(SENDER, "bob@example.org", CONTENT);
    eventually(
        () -> {
          assertThat(router.mailbox("bob")).hasSize(1);
          assertThat(router.mailbox("dora")).hasSize(1);
          assertThat(mta.mailsTo("carol@elsewhere.example")).hasSize(1);
        });
    assertThat(router.mailbox("alice")).isEmpty();
  }

  @Test
  void mailForAMailboxThatBecameAnAliasIsRoutedAgain() {
    router.deliver(SENDER, "broken@example.org", CONTENT);
    eventually(() -> assertThat(deferred()).isPositive());
    router.routeFile(
        "mailboxes.yaml",
        """
        mailboxes: [{address: alice}]
        aliases: [{address: broken, to: [eve@elsewhere.example]}]
        """);
    eventually(() -> assertThat(mta.mailsTo("eve@elsewhere.example")).hasSize(1));
  }
}
