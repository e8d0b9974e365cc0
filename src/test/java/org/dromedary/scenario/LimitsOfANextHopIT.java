package org.dromedary.scenario;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.net.InetAddress;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.stream.IntStream;
import org.dromedary.testkit.FakeMta;
import org.dromedary.testkit.FakeMtaTrait;
import org.dromedary.testkit.RouterUnderTest;
import org.dromedary.testkit.SpoolView;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a server takes at once, as the routing table and the server itself say. */
class LimitsOfANextHopIT {
  private static final String SENDER = "alice@example.org";

  private final FakeMta mta = FakeMta.start();
  private RouterUnderTest router;

  @BeforeEach
  void prepare(@TempDir Path directory) {
    router =
        RouterUnderTest.in(directory)
            .smartHosts(mta)
            .set("retry.delay", "1h")
            .set("outbound.unreachable-back-off", "1m")
            .set("retry.maximum-delay", "1h");
  }

  @AfterEach
  void stop() {
    router.close();
    mta.close();
  }

  private void deliver(int mails) {
    for (int i = 0; i < mails; i++) {
      router.deliver(SENDER, "u" + i + "@elsewhere.example", "Subject: one of many\r\n\r\n");
    }
  }

  private void awaitMails(int mails) {
    await().atMost(Duration.ofSeconds(30)).until(() -> mta.mails().size() == mails);
  }

  private void startWith(String byDefault) {
    router.routeFile("routing-table.yaml", "default: {" + byDefault + "}").start();
  }

  @Test
  void aMailToMoreRecipientsIsSentInSeveralTransactions() {
    startWith("maximum-recipients: 2");
    List<String> recipients =
        IntStream.range(0, 5).mapToObj(i -> "u" + i + "@elsewhere.example").toList();
    router.deliver(SENDER, recipients, "Subject: to five\r\n\r\n");
    awaitMails(3);
    assertThat(mta.mails().stream().flatMap(mail -> mail.recipients().stream()))
        .containsExactlyElementsOf(recipients);
    assertThat(mta.connections()).isEqualTo(1);
  }

  @Test
  void aConnectionTakesNoMoreMailsThanItMay() {
    startWith("maximum-mails-per-connection: 2, maximum-connections: 1");
    deliver(6);
    awaitMails(6);
    assertThat(mta.connections()).isEqualTo(3);
  }

  @Test
  void connectionsComeFromTheAddressThatIsSet() throws Exception {
    startWith("source-addresses: 127.0.0.9");
    deliver(1);
    awaitMails(1);
    assertThat(mta.clients()).containsExactly(InetAddress.getByName("127.0.0.9"));
  }

  @Test
  void aServerThatTakesFewConnectionsGetsAllMailByThose() {
    mta.maximumConnections(2);
    router.start();
    deliver(1);
    awaitMails(1); // so that one is known to deliver
    mta.behave(FakeMtaTrait.WAIT_AT_DOT);
    deliver(40);
    await().until(() -> mta.connectionsTooMany() > 0);
    mta.behave();
    awaitMails(41);
  }

  @Test
  void aServerThatIsDownIsNotTriedByEveryMail() {
    mta.maximumConnections(0);
    router.start();
    deliver(30);
    await().atMost(Duration.ofSeconds(30)).until(() -> deferred() == 30);
    assertThat(mta.connections()).isLessThanOrEqualTo(5);
  }

  private static long deferred() throws Exception {
    try (SpoolView queues = SpoolView.open()) {
      return queues.depth("mail.retry.3600");
    }
  }
}
