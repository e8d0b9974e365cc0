package org.dromedary.scenario;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import jakarta.jms.BytesMessage;
import jakarta.jms.Connection;
import jakarta.jms.JMSException;
import jakarta.jms.MapMessage;
import jakarta.jms.Message;
import jakarta.jms.MessageConsumer;
import jakarta.jms.MessageProducer;
import jakarta.jms.Session;
import jakarta.jms.TextMessage;
import java.nio.file.Path;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.apache.activemq.artemis.jms.client.ActiveMQConnectionFactory;
import org.apache.activemq.artemis.jms.client.ActiveMQMessage;
import org.apache.activemq.artemis.utils.UUID;
import org.apache.activemq.artemis.utils.UUIDGenerator;
import org.dromedary.testkit.FakeMta;
import org.dromedary.testkit.ManagementClient;
import org.dromedary.testkit.RouterUnderTest;
import org.dromedary.users.Role;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** An application in the process of the router puts messages on {@code mail.submit}. */
@Timeout(90)
class ApplicationsSubmitByJmsIT {
  private static final String MAIL =
      """
      From: Shop <shop@example.org>
      To: alice@example.org
      Bcc: bob@example.org
      Subject: order

      Thank you.
      """;

  private final FakeMta smartHost = FakeMta.start();
  private final RouterUnderTest router;
  private Connection connection;
  private Session session;

  ApplicationsSubmitByJmsIT(@TempDir Path directory) {
    router = RouterUnderTest.in(directory).smartHosts(smartHost);
  }

  @BeforeEach
  void start() throws JMSException {
    router.user("eve", "secret", Role.VIEWER).start();
    connect();
  }

  private void connect() throws JMSException {
    connection = new ActiveMQConnectionFactory("vm://0").createConnection();
    connection.start();
    session = connection.createSession(false, Session.AUTO_ACKNOWLEDGE);
  }

  @AfterEach
  void stop() throws JMSException {
    connection.close();
    router.close();
    smartHost.close();
  }

  private void send(Message message) throws JMSException {
    try (MessageProducer producer = session.createProducer(session.createQueue("mail.submit"))) {
      producer.send(message);
    }
  }

  private void send(Message message, int priority) throws JMSException {
    try (MessageProducer producer = session.createProducer(session.createQueue("mail.submit"))) {
      producer.setPriority(priority);
      producer.send(message);
    }
  }

  private Message rejected() throws JMSException {
    try (MessageConsumer consumer =
        session.createConsumer(session.createQueue("mail.submit.rejected"))) {
      Message message = consumer.receive(20_000);
      assertThat(message).isNotNull();
      return message;
    }
  }

  @Test
  void aMessageAsText() throws JMSException {
    send(session.createTextMessage(MAIL));
    await().until(() -> router.mailbox("alice").size() == 1 && router.mailbox("bob").size() == 1);
    String mail = router.mailbox("alice").getFirst();
    assertThat(mail)
        .contains("Received: by router.example.org with JMS id ")
        .contains("\nDate: ")
        .containsPattern("\nMessage-ID: <[0-9A-Z]{16}@router\\.example\\.org>\n\nThank you\\.\n$")
        .doesNotContain("Bcc");
  }

  @Test
  void aMessageAsOctetsWithAnEnvelope() throws JMSException {
    BytesMessage message = session.createBytesMessage();
    message.writeBytes(MAIL.replace("\n", "\r\n").getBytes(UTF_8));
    message.setStringProperty("sender", "bounces@example.org");
    message.setStringProperty("recipients", "user@elsewhere.example, other@elsewhere.example");
    message.setStringProperty("notify", "FAILURE");
    message.setStringProperty("ret", "HDRS");
    message.setStringProperty("envid", "order 4711");
    send(message);
    await().until(() -> smartHost.mails().size() == 1);
    assertThat(router.mailbox("alice")).isEmpty();
    assertThat(smartHost.mails().getFirst().text()).contains("Subject: order");
  }

  @Test
  void aDocument() throws JMSException {
    TextMessage message =
        session.createTextMessage(
            """
            {"from": "Gärtner <shop@example.org>", "to": ["alice@example.org"], "bcc": "bob@example.org",
             "subject": "Grüße", "text": "Hallo", "html": "<p>Hallo</p>",
             "attachments": [{"name": "a.txt", "contentType": "text/plain", "content": "QUJD"}]}
            """);
    message.setStringProperty("contentType", "application/json");
    send(message);
    await().until(() -> router.mailbox("alice").size() == 1 && router.mailbox("bob").size() == 1);
    assertThat(router.mailbox("alice").getFirst())
        .contains("multipart/mixed")
        .contains("multipart/alternative")
        .contains("Subject: =?UTF-8?Q?Gr=C3=BC=C3=9Fe?=")
        .contains("filename=a.txt")
        .doesNotContain("bob@example.org");
  }

  @Test
  void propertiesAndAText() throws JMSException {
    TextMessage message = session.createTextMessage("Just a line.\n");
    message.setStringProperty("contentType", "text/plain");
    message.setStringProperty("from", "shop@example.org");
    message.setStringProperty("to", "alice@example.org");
    message.setStringProperty("subject", "order");
    send(message);
    await().until(() -> router.mailbox("alice").size() == 1);
    assertThat(router.mailbox("alice").getFirst()).contains("Just a line.\n");
  }

  @Test
  void aLargeMessage() throws JMSException {
    BytesMessage message = session.createBytesMessage();
    message.writeBytes((MAIL.replace("\n", "\r\n") + "x".repeat(70) + "\r\n").getBytes(UTF_8));
    byte[] line = ("0123456789".repeat(7) + "\r\n").getBytes(UTF_8);
    for (int i = 0; i < 50_000; i++) {
      message.writeBytes(line);
    }
    send(message);
    await().until(() -> router.mailbox("alice").size() == 1);
    assertThat(router.mailbox("alice").getFirst().length()).isGreaterThan(50_000 * 71);
  }

  @Test
  void whatCannotBeTakenIsPutAside() throws JMSException {
    MapMessage map = session.createMapMessage();
    map.setString("from", "shop@example.org");
    map.setStringProperty("order", "4711");
    map.setJMSCorrelationID("c-1");
    send(map);
    TextMessage unreadable = session.createTextMessage("no header\n");
    unreadable.setIntProperty("number", 7);
    send(unreadable);
    TextMessage injected = session.createTextMessage("text");
    injected.setStringProperty("contentType", "text/plain");
    injected.setStringProperty("from", "shop@example.org");
    injected.setStringProperty("to", "alice@example.org");
    injected.setStringProperty("subject", "a\r\nBcc: all@example.com");
    send(injected);
    send(session.createTextMessage(MAIL.replace("alice@", "nobody@")));
    send(session.createObjectMessage(new HashSet<>(Set.of("x"))));
    send(session.createTextMessage(MAIL));

    Set<String> reasons = new HashSet<>();
    for (int i = 0; i < 5; i++) {
      Message message = rejected();
      reasons.add(message.getStringProperty("mailRejectedReason"));
      if (message instanceof MapMessage same) {
        assertThat(same.getString("from")).isEqualTo("shop@example.org");
        assertThat(same.getStringProperty("order")).isEqualTo("4711");
        assertThat(same.getJMSCorrelationID()).isEqualTo("c-1");
      } else if (message instanceof TextMessage same && same.getText().equals("no header\n")) {
        assertThat(same.getIntProperty("number")).isEqualTo(7);
      }
    }
    assertThat(reasons)
        .containsExactlyInAnyOrder(
            "554 5.6.1 neither a BytesMessage nor a TextMessage",
            "554 5.6.0 line 1 of the header is no header field",
            "501 5.5.4 subject: a line break or control character",
            "550 5.1.1 <nobody@example.org>: no such user here");
    await().until(() -> router.mailbox("alice").size() == 1);
  }

  @Test
  void theSameKeyIsOneMailAlsoAfterARestart() throws JMSException {
    for (int i = 0; i < 20; i++) {
      TextMessage message = session.createTextMessage(MAIL);
      message.setStringProperty("idempotencyKey", "order-" + i % 2);
      send(message);
    }
    send(session.createTextMessage(MAIL.replace("order", "last")));
    await().until(() -> router.mailbox("alice", "Subject: last").size() == 1);
    await().until(() -> router.mailbox("alice", "Subject: order").size() == 2);
    connection.close();
    router.restart();
    connect();
    TextMessage again = session.createTextMessage(MAIL);
    again.setStringProperty("idempotencyKey", "order-1");
    send(again);
    send(session.createTextMessage(MAIL.replace("order", "very last")));
    await().until(() -> router.mailbox("alice", "Subject: very last").size() == 1);
    assertThat(router.mailbox("alice", "Subject: order")).hasSize(2);
  }

  @Test
  void messagesWithTheSameIdOfTheirOwnAreMailsOfTheirOwn() throws JMSException {
    UUID id = UUIDGenerator.getInstance().generateUUID();
    try (MessageProducer producer = session.createProducer(session.createQueue("mail.submit"))) {
      producer.setDisableMessageID(true);
      for (String subject : List.of("first", "second")) {
        TextMessage message = session.createTextMessage(MAIL.replace("order", subject));
        ((ActiveMQMessage) message).getCoreMessage().setUserID(id);
        producer.send(message);
      }
    }
    await().until(() -> router.mailbox("alice", "Subject: first").size() == 1);
    await().until(() -> router.mailbox("alice", "Subject: second").size() == 1);
  }

  @Test
  void aMailWaitsForItsTimeAndIsSeen() throws Exception {
    TextMessage message = session.createTextMessage(MAIL);
    Instant time = Instant.now().plusSeconds(6);
    message.setStringProperty("notBefore", time.toString());
    message.setJMSCorrelationID("order-4711");
    send(message, 7);
    try (ManagementClient client = ManagementClient.of(router, "eve", "secret")) {
      await()
          .untilAsserted(
              () -> {
                var mails = client.json("GET", "/queue?state=deferred", "MailPage").path("mails");
                assertThat(mails).hasSize(1);
                assertThat(mails.get(0).path("nextAttemptAt").asText())
                    .startsWith(time.toString().substring(0, 19));
                assertThat(mails.get(0).path("correlationId").asText()).isEqualTo("order-4711");
              });
    }
    assertThat(router.mailbox("alice")).isEmpty();
    await().until(() -> router.mailbox("alice").size() == 1);
    assertThat(Instant.now()).isAfter(time);
  }
}
