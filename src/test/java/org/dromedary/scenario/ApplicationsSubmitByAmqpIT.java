package org.dromedary.scenario;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import jakarta.jms.Connection;
import jakarta.jms.JMSException;
import jakarta.jms.MessageConsumer;
import jakarta.jms.MessageProducer;
import jakarta.jms.Session;
import jakarta.jms.TextMessage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.apache.activemq.artemis.jms.client.ActiveMQConnectionFactory;
import org.apache.qpid.jms.JmsConnectionFactory;
import org.dromedary.testkit.FakeMta;
import org.dromedary.testkit.RouterUnderTest;
import org.dromedary.testkit.SmtpTestClient;
import org.dromedary.users.Role;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Applications elsewhere reach the broker with clients that are not ours, as users with roles. */
@Timeout(120)
class ApplicationsSubmitByAmqpIT {
  private static final String MAIL =
      "From: shop@example.org\nTo: alice@example.org\nSubject: order\n\nThank you.\n";

  private final FakeMta smartHost = FakeMta.start();
  private final RouterUnderTest router;

  ApplicationsSubmitByAmqpIT(@TempDir Path directory) {
    router =
        RouterUnderTest.in(directory)
            .smartHosts(smartHost)
            .set("amqp.enabled", "true")
            .set("amqp.port", "0")
            .user("shop", "secret", Role.APP)
            .user("bob", "secret", Role.SUBMIT)
            .user("eve", "secret", Role.VIEWER);
  }

  @AfterEach
  void stop() {
    router.close();
    smartHost.close();
  }

  private Connection amqp(String user, String password) throws JMSException {
    return amqp(user, password, "");
  }

  private Connection amqp(String user, String password, String clientId) throws JMSException {
    String uri =
        "amqps://127.0.0.1:"
            + router.acceptorPort("AMQP")
            + "?transport.trustAll=true&transport.verifyHost=false&jms.requestTimeout=10000";
    Connection connection = new JmsConnectionFactory(user, password, uri).createConnection();
    if (!clientId.isEmpty()) {
      connection.setClientID(clientId);
    }
    connection.start();
    return connection;
  }

  private static void send(Connection connection, String queue, String text) throws JMSException {
    Session session = connection.createSession(false, Session.AUTO_ACKNOWLEDGE);
    MessageProducer producer = session.createProducer(session.createQueue(queue));
    producer.send(session.createTextMessage(text));
  }

  @Test
  void overTls() throws JMSException {
    router.start();
    try (Connection connection = amqp("shop", "secret");
        Connection other = amqp("bob", "secret")) {
      send(connection, "mail.submit", MAIL);
      send(other, "mail.submit", MAIL.replace("shop@", "bob@"));
    }
    await().until(() -> router.mailbox("alice").size() == 2);
  }

  @Test
  void fromTheirOwnAddressesOnlyWhateverTheySayWhoTheyAre() throws JMSException {
    router.set("core.enabled", "true").set("core.port", "0").set("core.tls", "false").start();
    try (Connection connection = amqp("shop", "secret")) {
      Session session = connection.createSession(false, Session.AUTO_ACKNOWLEDGE);
      MessageProducer producer = session.createProducer(session.createQueue("mail.submit"));
      TextMessage message = session.createTextMessage(MAIL.replace("shop@", "boss@"));
      message.setStringProperty("_AMQ_VALIDATED_USER", "(router)");
      message.setStringProperty("mailSubmittedBy", "(router)");
      message.setStringProperty("JMSXUserID", "(router)");
      producer.send(message);
      message.setText(message.getText() + "x".repeat(200_000)); // a large message
      producer.send(message);
      send(connection, "mail.submit", MAIL);
    }
    String url = "tcp://127.0.0.1:" + router.acceptorPort("CORE");
    try (ActiveMQConnectionFactory core = new ActiveMQConnectionFactory(url);
        Connection connection = core.createConnection("bob", "secret")) {
      send(connection, "mail.submit", MAIL); // of shop
      send(connection, "mail.submit", MAIL.replace("shop@", "bob@"));
    }
    await().until(() -> router.mailbox("alice").size() == 2);
    assertThat(router.mailbox("alice", "boss@")).isEmpty();
    router.stop();
    assertRejected(3);
  }

  private void assertRejected(int count) {
    try {
      assertThat(router.queued("mail.submit.rejected"))
          .hasSize(count)
          .allMatch(
              message ->
                  String.valueOf(message.get("mailRejectedReason"))
                      .equals("550 5.7.1 Sender address not allowed for this user"));
    } catch (Exception e) {
      throw new AssertionError(e);
    }
  }

  /** {@code docs/examples/*.java}, as they stand there. */
  @Test
  void asTheDocumentationShows(@TempDir Path directory) throws Exception {
    router.start();
    Path heard = directory.resolve("heard");
    Process events = run("EventsByJms", heard);
    try {
      await()
          .atMost(Duration.ofMinutes(1)) // a compiler and a JVM for each example
          .until(
              () ->
                  submits("hello-" + UUID.randomUUID(), directory)
                      && Files.readString(heard).contains("hello"));
      assertThat(submits("order-1", directory)).isTrue();
      await().until(() -> router.mailbox("alice", "Subject: Your order order-1").size() == 1);
      await()
          .until(
              () ->
                  Files.readString(heard)
                      .lines()
                      .anyMatch(
                          line ->
                              line.contains("\"event\":\"delivered\"")
                                  && line.contains("\"correlationId\":\"order-1\"")));
    } finally {
      events.destroy();
      events.waitFor();
    }
  }

  private boolean submits(String key, Path directory) throws Exception {
    Path output = directory.resolve("output");
    assertThat(run("SubmitByJms", output, key).waitFor()).as(output.toString()).isZero();
    return true;
  }

  private Process run(String example, Path output, String... arguments) throws IOException {
    List<String> command =
        new ArrayList<>(
            List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "--class-path",
                System.getProperty("java.class.path"),
                "docs/examples/" + example + ".java",
                "amqps://127.0.0.1:"
                    + router.acceptorPort("AMQP")
                    + "?transport.trustAll=true&transport.verifyHost=false",
                "shop",
                "secret"));
    command.addAll(List.of(arguments));
    return new ProcessBuilder(command)
        .redirectErrorStream(true)
        .redirectOutput(output.toFile())
        .start();
  }

  @Test
  void andNothingElse() throws JMSException {
    router.start();
    try (Connection connection = amqp("shop", "secret")) {
      for (String queue :
          new String[] {
            "mail.ingress", "mail.outbound", "mail.control", "mail.new", "other", "mail.events"
          }) {
        assertThatThrownBy(() -> send(connection, queue, MAIL))
            .as(queue)
            .isInstanceOf(JMSException.class);
      }
      Session session = connection.createSession(false, Session.AUTO_ACKNOWLEDGE);
      for (String queue :
          new String[] {"mail.outbound", "mail.submit", "mail.submit.rejected", "mail.dead"}) {
        assertThatThrownBy(() -> session.createConsumer(session.createQueue(queue)))
            .as(queue)
            .isInstanceOf(JMSException.class);
      }
    }
    assertThatThrownBy(() -> amqp("shop", "wrong")).isInstanceOf(JMSException.class);
    assertThatThrownBy(() -> amqp("(router)", "")).isInstanceOf(JMSException.class);
    assertThatThrownBy(() -> amqp("", "")).isInstanceOf(JMSException.class);
  }

  @Test
  void andReadTheEventsOfTheirOwnMails() throws Exception {
    router.start();
    try (Connection shop = amqp("shop", "secret");
        Connection bob = amqp("bob", "secret")) {
      Session session = shop.createSession(false, Session.AUTO_ACKNOWLEDGE);
      MessageConsumer his = session.createConsumer(session.createTopic("mail.events.shop"));
      Session other = bob.createSession(false, Session.AUTO_ACKNOWLEDGE);
      MessageConsumer others = other.createConsumer(other.createTopic("mail.events.bob"));
      send(bob, "mail.submit", MAIL.replace("shop@", "bob@"));
      assertThat(events(others, 3)).allMatch(event -> event.contains("\"user\":\"bob\""));
      TextMessage order = session.createTextMessage(MAIL);
      order.setJMSCorrelationID("order-7");
      session.createProducer(session.createQueue("mail.submit")).send(order);
      assertThat(events(his, 3))
          .allMatch(event -> event.contains("\"user\":\"shop\""))
          .allMatch(event -> event.contains("\"correlationId\":\"order-7\""))
          .satisfiesExactly(
              event -> assertThat(event).contains("\"event\":\"received\""),
              event -> assertThat(event).contains("\"event\":\"routed\""),
              event -> assertThat(event).contains("\"event\":\"delivered\""));
    }
  }

  private static List<String> events(MessageConsumer consumer, int count) throws JMSException {
    List<String> events = new ArrayList<>();
    while (events.size() < count) {
      TextMessage event = (TextMessage) consumer.receive(20_000);
      assertThat(event).as("after %s", events).isNotNull();
      events.add(event.getText());
    }
    return events;
  }

  @Test
  void butNotThoseOfOthersUnlessTheirRoleSaysSo() throws Exception {
    router.user("ann", "secret", Role.OPERATOR).start();
    try (Connection shop = amqp("shop", "secret");
        Connection bob = amqp("bob", "secret")) {
      Session session = shop.createSession(false, Session.AUTO_ACKNOWLEDGE);
      for (String topic :
          List.of(
              "mail.events",
              "mail.events.bob",
              "mail.events.*",
              "mail.events.#",
              "mail.#",
              "#",
              "mail.events.shop.more",
              "mail.history")) {
        assertThatThrownBy(() -> session.createConsumer(session.createTopic(topic)))
            .as(topic)
            .isInstanceOf(JMSException.class);
      }
      try (Connection reader = amqp("bob", "secret", "bobs")) {
        Session bobs = reader.createSession(false, Session.AUTO_ACKNOWLEDGE);
        bobs.createDurableConsumer(bobs.createTopic("mail.events.bob"), "orders");
      }
      for (String queue :
          List.of("bobs.orders", "mail.events.bob::bobs.orders", "mail.events.shop::bobs.orders")) {
        assertThatThrownBy(() -> session.createConsumer(session.createQueue(queue)))
            .as(queue)
            .isInstanceOf(JMSException.class);
      }
      send(bob, "mail.submit", MAIL.replace("shop@", "bob@"));
      for (String reader : List.of("eve", "ann")) {
        readsAll(reader);
      }
      try (Connection thief = amqp("shop", "secret", "bobs")) {
        Session his = thief.createSession(false, Session.AUTO_ACKNOWLEDGE);
        assertThatThrownBy(
                () -> his.createDurableConsumer(his.createTopic("mail.events.shop"), "orders"))
            .isInstanceOf(JMSException.class);
      }
      try (Connection thief = amqp("shop", "secret", "bobs")) {
        Session his = thief.createSession(false, Session.AUTO_ACKNOWLEDGE);
        assertThatThrownBy(() -> his.unsubscribe("orders")).isInstanceOf(JMSException.class);
      }
    }
    try (Connection reader = amqp("bob", "secret", "bobs")) {
      Session bobs = reader.createSession(false, Session.AUTO_ACKNOWLEDGE);
      MessageConsumer orders =
          bobs.createDurableConsumer(bobs.createTopic("mail.events.bob"), "orders");
      assertThat(events(orders, 3)).allMatch(event -> event.contains("\"user\":\"bob\""));
    }
  }

  private void readsAll(String user) throws Exception {
    try (Connection connection = amqp(user, "secret")) {
      Session session = connection.createSession(false, Session.AUTO_ACKNOWLEDGE);
      MessageConsumer all = session.createConsumer(session.createTopic("mail.events"));
      try (SmtpTestClient client = SmtpTestClient.greeted(router.smtp())) {
        client.command("MAIL FROM:<a@client.example>");
        client.command("RCPT TO:<nobody@example.org>");
      }
      await()
          .until(
              () -> ((TextMessage) all.receive(20_000)).getText().contains("nobody@example.org"));
      assertThatThrownBy(() -> send(connection, "mail.submit", MAIL))
          .isInstanceOf(JMSException.class);
    }
  }
}
