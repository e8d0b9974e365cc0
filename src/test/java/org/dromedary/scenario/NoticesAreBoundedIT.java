package org.dromedary.scenario;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.awaitility.core.ThrowingRunnable;
import org.dromedary.testkit.EventSubscriber;
import org.dromedary.testkit.FakeMta;
import org.dromedary.testkit.RouterUnderTest;
import org.dromedary.testkit.SmtpTestClient;
import org.dromedary.testkit.SpoolView;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Failure notices are no weapon, go in no circle, and have the words of a team. */
class NoticesAreBoundedIT {
  private static final byte[] MAIL = "Subject: x\r\n\r\n".getBytes(StandardCharsets.US_ASCII);

  private final FakeMta mta = FakeMta.start();
  private RouterUnderTest router;

  @BeforeEach
  void start(@TempDir Path directory) {
    router = RouterUnderTest.in(directory).smartHosts(mta);
  }

  @AfterEach
  void stop() {
    router.close();
    mta.close();
  }

  private static void eventually(ThrowingRunnable assertion) {
    await().atMost(Duration.ofSeconds(30)).untilAsserted(assertion);
  }

  private static long depth(String queue) throws Exception {
    try (SpoolView queues = SpoolView.open()) {
      return queues.depth(queue);
    }
  }

  @Test
  void aForgedSenderGetsSoManyAndNoMore() throws Exception {
    router.set("notices.per-domain-and-hour", "5").start();
    try (SmtpTestClient client = SmtpTestClient.greeted(router.smtp())) {
      for (int i = 0; i < 40; i++) {
        client.mail("victim@forged.example", List.of("fail-rcpt@elsewhere.example"), MAIL);
      }
    }
    eventually(() -> assertThat(depth("mail.undeliverable")).isEqualTo(35));
    eventually(() -> assertThat(mta.mailsTo("victim@forged.example")).hasSize(5));
  }

  /** The notices cannot be delivered, too: they end parked, and nothing is about them. */
  @Test
  void mailWithADeadSenderEndsParkedAndInNoCircle() throws Exception {
    router.set("retry.lifetime", "3s").start();
    int mails = 300;
    try (EventSubscriber events = EventSubscriber.open("failed", "expired", "parked");
        SmtpTestClient client = SmtpTestClient.greeted(router.smtp())) {
      for (int i = 0; i < mails; i++) {
        client.mail("fail-rcpt@dead.example", List.of("fail-rcpt@elsewhere.example"), MAIL);
      }
      eventually(() -> assertThat(depth("mail.undeliverable")).isEqualTo(mails));
      assertThat(events.read(3 * mails))
          .filteredOn(event -> event.contains("\"event\":\"parked\""))
          .hasSize(mails);
    }
    assertThat(depth("mail.ingress") + depth("mail.outbound") + depth("mail.local")).isZero();
    assertThat(mta.mails()).isEmpty();
    router.stop();
    assertThat(router.queued("mail.undeliverable").getFirst())
        .containsEntry("mailLastReply", "550 5.1.1 no such user");
    router.start();
  }

  @Test
  void theWordsAreThoseOfTheTeamAtOnceAndInTheLanguageOfTheDomain() throws Exception {
    router
        .routeFile(
            "mailboxes.yaml",
            "domains: [{name: example.org, language: de}]\nmailboxes: [{address: alice}]")
        .start();
    router.deliver("alice@example.org", "fail-rcpt@elsewhere.example", "Subject: x\r\n\r\n");
    eventually(() -> assertThat(router.mailbox("alice", "Nachricht nicht zustellbar")).hasSize(1));

    Path templates = Files.createDirectories(router.routes().resolve("templates"));
    Files.writeString(templates.resolve("failure.de.txt"), "Subject: Pech\n\nLeider nicht.\n");
    eventually(
        () -> {
          router.deliver("alice@example.org", "fail-rcpt@elsewhere.example", "Subject: x\r\n\r\n");
          assertThat(router.mailbox("alice", "Subject: Pech")).isNotEmpty();
        });
    Files.writeString(templates.resolve("failure.de.txt"), "Subject: Pech\n\n{{colour}}\n");
    eventually(
        () ->
            assertThat(router.fileProblems())
                .singleElement()
                .asString()
                .contains("templates/failure.de.txt: ", "colour"));
    router.emptyMailbox("alice");
    router.deliver("alice@example.org", "fail-rcpt@elsewhere.example", "Subject: x\r\n\r\n");
    eventually(() -> assertThat(router.mailbox("alice", "Nachricht nicht zustellbar")).hasSize(1));
  }
}
