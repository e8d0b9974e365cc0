package org.dromedary.scenario;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import jakarta.jms.BytesMessage;
import jakarta.jms.Connection;
import jakarta.jms.DeliveryMode;
import jakarta.jms.MessageProducer;
import jakarta.jms.Session;
import java.nio.file.Path;
import java.time.Duration;
import org.apache.activemq.artemis.jms.client.ActiveMQConnectionFactory;
import org.dromedary.testkit.RouterUnderTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * Prints how many messages a second go through {@code mail.submit}. By hand: {@code mvn verify
 * -Dtest=X -Dit.test=SubmissionByJmsIsFastEnough}; {@code -Dmessages=N}, {@code -Dconsumers=N}.
 */
@Timeout(300)
class SubmissionByJmsIsFastEnough {
  private static final int MESSAGES = Integer.getInteger("messages", 40_000);
  private static final byte[] MAIL =
      ("From: shop@example.org\r\nTo: user@elsewhere.example\r\nSubject: order\r\n\r\n"
              + ("0123456789".repeat(7) + "\r\n").repeat(55))
          .getBytes(US_ASCII);

  @Test
  void measured(@TempDir Path directory) throws Exception {
    String consumers = System.getProperty("consumers", "16");
    try (RouterUnderTest router =
        RouterUnderTest.in(directory)
            .set("submit.consumers", consumers)
            .routeFile(
                "routing-table.yaml",
                "rules:\n  - name: keep\n    recipient: elsewhere.example\n    action: discard\n")
            .start()) {
      for (int round = 0; round < 3; round++) {
        double rate = round();
        System.out.printf(
            "%s consumers: %d messages of %d octets, %.0f a second%n",
            consumers, MESSAGES, MAIL.length, rate);
        assertThat(rate).isPositive();
      }
      assertThat(router.listeners()).isNotEmpty();
    }
  }

  /** Also on a busy machine this says what one message costs. */
  private static Duration cpuTime() {
    return ProcessHandle.current().info().totalCpuDuration().orElseThrow();
  }

  /** Sent by one application, in transactions of a hundred, and taken at the same time. */
  private static double round() throws Exception {
    try (ActiveMQConnectionFactory factory = new ActiveMQConnectionFactory("vm://0");
        Connection connection = factory.createConnection()) {
      Session session = connection.createSession(true, Session.SESSION_TRANSACTED);
      MessageProducer producer = session.createProducer(session.createQueue("mail.submit"));
      producer.setDeliveryMode(DeliveryMode.PERSISTENT);
      long start = System.nanoTime();
      Duration used = cpuTime();
      for (int i = 0; i < MESSAGES; i++) {
        BytesMessage message = session.createBytesMessage();
        message.writeBytes(MAIL);
        producer.send(message);
        if (i % 100 == 99) {
          session.commit();
        }
      }
      session.commit();
      long sent = System.nanoTime();
      try (org.dromedary.testkit.SpoolView view = org.dromedary.testkit.SpoolView.open()) {
        await()
            .atMost(Duration.ofMinutes(3))
            .pollInterval(Duration.ofMillis(20))
            .until(() -> view.depth("mail.submit") == 0);
        System.out.printf(
            "mails to be routed: %d, lots of events that wait: %d to be published, %d to be tracked%n",
            view.depth("mail.ingress"), view.depth("mail.publishing"), view.depth("mail.tracking"));
      }
      double seconds = (System.nanoTime() - start) / 1e9;
      System.out.printf(
          "sent after %.1f s, taken after %.1f s, %.3f ms of a processor for each%n",
          (sent - start) / 1e9, seconds, cpuTime().minus(used).toNanos() / 1e6 / MESSAGES);
      return MESSAGES / seconds;
    }
  }
}
