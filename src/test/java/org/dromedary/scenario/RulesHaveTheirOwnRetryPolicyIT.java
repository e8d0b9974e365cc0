package org.dromedary.scenario;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.nio.file.Path;
import java.time.Duration;
import org.awaitility.core.ThrowingRunnable;
import org.dromedary.testkit.EventSubscriber;
import org.dromedary.testkit.FakeMta;
import org.dromedary.testkit.RouterUnderTest;
import org.dromedary.testkit.SpoolView;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** How long mail waits and when it is given up is said by rule, also while the router runs. */
class RulesHaveTheirOwnRetryPolicyIT {
  private static final String SENDER = "alice@example.org";

  private final FakeMta mta = FakeMta.start();
  private RouterUnderTest router;

  @BeforeEach
  void start(@TempDir Path directory) {
    router =
        RouterUnderTest.in(directory)
            .smartHosts(mta)
            .set("retry.delay", "1h")
            .set("retry.maximum-delay", "1h")
            .start();
    router.routeFile(
        "routing-table.yaml",
        """
        retry-policies:
          - {name: quick, delays: [2s, 3s], lifetime: 1d}
          - {name: short-lived, delays: 2s, lifetime: 3s}
        rules:
          - {name: quick, recipient: quick.example, action: relay, hosts: "HOST", retry-policy: quick}
          - {name: short, recipient: short.example, action: relay, hosts: "HOST", retry-policy: short-lived}
        """
            .replace("HOST", "127.0.0.1:" + mta.port()));
  }

  @AfterEach
  void stop() {
    router.close();
    mta.close();
  }

  private static void eventually(ThrowingRunnable assertion) {
    await().atMost(Duration.ofSeconds(20)).untilAsserted(assertion);
  }

  private static long waiting(int seconds) throws Exception {
    try (SpoolView queues = SpoolView.open()) {
      return queues.depth("mail.retry." + seconds);
    }
  }

  /** The table was edited a moment ago: mail goes by it from some moment on. */
  @Test
  void aRuleHasItsMailTriedSoonerOnQueuesThatAreMadeForIt() throws Exception {
    mta.stop();
    eventually(
        () -> {
          router.deliver(SENDER, "u@quick.example", "Subject: quick\r\n\r\n");
          assertThat(waiting(2) + waiting(3)).isPositive();
        });
    router.deliver(SENDER, "u@other.example", "Subject: default\r\n\r\n");
    eventually(() -> assertThat(waiting(3600)).isPositive());
    mta.restart();
    eventually(() -> assertThat(mta.mailsTo("u@quick.example")).isNotEmpty());
    eventually(() -> assertThat(waiting(2) + waiting(3)).isZero());
    assertThat(waiting(3600)).isPositive();
    assertThat(mta.mailsTo("u@other.example")).isEmpty();
  }

  @Test
  void aRuleHasItsMailGivenUpSooner() throws Exception {
    mta.stop();
    try (EventSubscriber events = EventSubscriber.open("expired")) {
      giveUp();
      assertThat(events.read(1).getFirst())
          .contains("\"event\":\"expired\"", "\"recipient\":\"u@short.example\"", "\"code\":451");
    }
  }

  private void giveUp() {
    eventually(
        () -> {
          router.deliver(SENDER, "u@short.example", "Subject: short\r\n\r\n");
          assertThat(router.mailbox("alice")).isNotEmpty();
        });
    assertThat(router.mailbox("alice").getFirst()).contains("u@short.example");
  }
}
