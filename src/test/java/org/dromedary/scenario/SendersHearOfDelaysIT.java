package org.dromedary.scenario;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.awaitility.core.ThrowingRunnable;
import org.dromedary.testkit.EventSubscriber;
import org.dromedary.testkit.FakeMta;
import org.dromedary.testkit.RouterUnderTest;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Mail that waits long is reported to its sender, once for each age, and still tried. */
class SendersHearOfDelaysIT {
  private final FakeMta mta = FakeMta.start();
  private RouterUnderTest router;

  @BeforeEach
  void start(@TempDir Path directory) {
    router =
        RouterUnderTest.in(directory).smartHosts(mta).set("retry.warn-after", "1s, 4s").start();
  }

  @AfterEach
  void stop() {
    router.close();
    mta.close();
  }

  private static void eventually(ThrowingRunnable assertion) {
    await().atMost(Duration.ofSeconds(25)).untilAsserted(assertion);
  }

  @Test
  void theSenderHearsTwiceAndTheMailArrivesAfterARestart() throws Exception {
    try (EventSubscriber events = EventSubscriber.open("delayed")) {
      router.deliver(
          "alice@example.org",
          List.of("defer-rcpt+1@elsewhere.example", "defer-rcpt+2@elsewhere.example"),
          "Subject: slow\r\nMessage-ID: <1@example.org>\r\n\r\nthe body stays here\r\n");
      eventually(() -> assertThat(router.mailbox("alice")).hasSize(1));
      assertThat(events.read(2))
          .allMatch(event -> event.contains("\"event\":\"delayed\""))
          .anyMatch(event -> event.contains("defer-rcpt+2@elsewhere.example"));
    }
    assertThat(router.mailbox("alice").getFirst())
        .contains("Subject: Delayed mail\n")
        .contains("References: <1@example.org>\n")
        .contains("defer-rcpt+1@elsewhere.example")
        .contains("defer-rcpt+2@elsewhere.example")
        .contains("Action: delayed\nStatus: 4.")
        .contains("Will-Retry-Until: ")
        .contains("It will be tried until ")
        .doesNotContain("the body stays here");

    router.restart();
    eventually(() -> assertThat(router.mailbox("alice")).hasSize(2));
    assertThat(mta.mails()).isEmpty();
  }

  @Test
  void aMailOfNobodyIsReportedToNobody() throws Exception {
    router.deliver("", List.of("defer-rcpt@elsewhere.example"), "Subject: a notice\r\n\r\n");
    router.deliver(
        "alice@example.org", List.of("defer-rcpt@elsewhere.example"), "Subject: mail\r\n\r\n");
    eventually(() -> assertThat(router.mailbox("alice")).hasSize(2));
    assertThat(router.mailbox("postmaster")).isEmpty();
  }
}
