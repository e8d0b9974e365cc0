package org.dromedary.scenario;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import org.awaitility.core.ThrowingRunnable;
import org.dromedary.testkit.FakeMta;
import org.dromedary.testkit.FakeMtaTrait;
import org.dromedary.testkit.RouterUnderTest;
import org.dromedary.testkit.SpoolView;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * What peers may do at each stage, and what the sender gets: the table is the promise. {@code
 * waits}: the mail is tried again and nobody is told; a status: the sender gets a failure notice
 * with it; {@code arrives}: the peer has the mail.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class PeersOfAllKindsIT {
  private final FakeMta mta = FakeMta.start();
  private RouterUnderTest router;
  private int mails;

  @BeforeAll
  void start(@TempDir Path directory) {
    router =
        RouterUnderTest.in(directory)
            .smartHosts(mta)
            .set("retry.delay", "1h")
            .set("retry.maximum-delay", "1h")
            .set("outbound.timeout.greeting", "1500ms")
            .set("outbound.timeout.command", "1500ms")
            .set("outbound.timeout.data-initiation", "1500ms")
            .set("outbound.timeout.data-block", "1500ms")
            .set("outbound.timeout.data-termination", "1500ms")
            .set("outbound.idle-connection-timeout", "100ms")
            .start();
  }

  @AfterEach
  void restore() {
    mta.behave();
    mta.restart();
  }

  @AfterAll
  void stop() {
    router.close();
    mta.close();
  }

  private static void eventually(ThrowingRunnable assertion) {
    await().atMost(Duration.ofSeconds(15)).untilAsserted(assertion);
  }

  private static long waiting() throws Exception {
    try (SpoolView queues = SpoolView.open()) {
      return queues.depth("mail.retry.3600");
    }
  }

  private List<String> notices(String about) {
    return router.mailbox("alice").stream().filter(mail -> mail.contains(about)).toList();
  }

  /** All recipients meet the same, be it one or three. */
  @ParameterizedTest
  @CsvSource({
    "down, waits",
    "RESET_CONNECTION, waits",
    "DEFER_GREETING, waits",
    "REFUSE_GREETING, waits",
    "SILENT, waits",
    "GARBAGE, waits",
    "ENDLESS_LINE, waits",
    "DEFER_EHLO, waits",
    "REFUSE_EHLO, waits",
    "NO_EHLO, arrives",
    "DEFER_MAIL, waits",
    "REFUSE_MAIL, 5.7.1",
    "SHUT_DOWN_AT_MAIL, waits",
    "DEAF_IN_DATA, waits",
  })
  void aPeerThatTreatsAllAlike(String behaviour, String outcome) throws Exception {
    if (behaviour.equals("down")) {
      mta.stop();
    } else {
      mta.behave(FakeMtaTrait.valueOf(behaviour));
    }
    int number = mails++;
    expect(outcome, List.of("ok+a" + number + "@elsewhere.example"));
    awaitBackOff();
    expect(
        outcome,
        Stream.of("b", "c", "d").map(u -> "ok+" + u + number + "@elsewhere.example").toList());
  }

  /** One recipient meets it alone, and beside one that is well. */
  @ParameterizedTest
  @CsvSource({
    "ok, arrives",
    "defer-rcpt, waits",
    "fail-rcpt, 5.1.1",
    "greylist, waits",
    "shut-down-rcpt, waits",
    "drop-rcpt, waits",
    "stall, waits",
    "defer-data-command, waits",
    "fail-data-command, 5.5.1",
    "drop-data-command, waits",
    "defer-data, waits",
    "fail-data, 5.6.0",
    "drop-in-data, waits",
    "drop-after-data, waits",
    "stall-after-data, waits",
  })
  void aPeerThatIsAgainstARecipient(String behaviour, String outcome) throws Exception {
    int number = mails++;
    expect(outcome, List.of(behaviour + "+e" + number + "@elsewhere.example"));
  }

  /** A peer is against one recipient; the other has the mail, and nobody is told of it. */
  @ParameterizedTest
  @CsvSource({"defer-rcpt, waits", "fail-rcpt, 5.1.1", "greylist, waits"})
  void aPeerThatIsAgainstOneOfTwo(String behaviour, String outcome) throws Exception {
    int number = mails++;
    String bad = behaviour + "+f" + number + "@elsewhere.example";
    String good = "ok+g" + number + "@elsewhere.example";
    long before = waiting();
    router.deliver("alice@example.org", List.of(bad, good), "Subject: two\r\n\r\n");
    eventually(() -> assertThat(mta.mailsTo(good)).hasSize(1));
    assertOutcome(outcome, List.of(bad), before);
    assertThat(notices(good)).isEmpty();
  }

  private static void awaitBackOff() {
    await().pollDelay(Duration.ofMillis(150)).until(() -> true);
  }

  private void expect(String outcome, List<String> recipients) throws Exception {
    long before = waiting();
    router.deliver("alice@example.org", recipients, "Subject: all\r\n\r\n");
    assertOutcome(outcome, recipients, before);
  }

  private void assertOutcome(String outcome, List<String> recipients, long before) {
    eventually(
        () -> {
          switch (outcome) {
            case "arrives" -> assertThat(mta.mailsTo(recipients.getFirst())).hasSize(1);
            case "waits" -> {
              assertThat(waiting()).isEqualTo(before + 1);
              assertThat(notices(recipients.getFirst())).isEmpty();
            }
            default -> {
              assertThat(notices(recipients.getFirst())).hasSize(1);
              assertThat(notices(recipients.getFirst()).getFirst())
                  .contains("Status: " + outcome + "\n")
                  .contains(recipients);
              assertThat(waiting()).isEqualTo(before);
            }
          }
        });
  }
}
