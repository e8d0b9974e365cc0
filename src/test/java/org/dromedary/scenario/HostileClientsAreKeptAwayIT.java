package org.dromedary.scenario;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.dromedary.testkit.EventSubscriber;
import org.dromedary.testkit.RouterUnderTest;
import org.dromedary.testkit.SmtpTestClient;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Who searches for addresses, drips, floods or speaks out of turn; and what subscribers hear. */
@Timeout(60)
class HostileClientsAreKeptAwayIT {
  private static final int MIB = 1 << 20;

  private final RouterUnderTest router;

  HostileClientsAreKeptAwayIT(@TempDir Path directory) {
    router =
        RouterUnderTest.in(directory)
            .set("smtp.relay-networks", "127.0.0.9/32")
            .set("smtp.exempt-networks", "127.0.0.9/32");
  }

  @AfterEach
  void stop() {
    router.close();
  }

  @Test
  void whoSearchesForAddressesIsSlowedAndBanned() throws Exception {
    router
        .set("smtp.unknown-recipients.slow-after", "1")
        .set("smtp.unknown-recipients.limit", "3")
        .start();
    try (EventSubscriber events = EventSubscriber.open("refused")) {
      try (SmtpTestClient client = SmtpTestClient.greeted(router.smtp())) {
        client.command("MAIL FROM:<a@client.example>");
        assertThat(client.command("RCPT TO:<one@example.org>")).startsWith("550 5.1.1");
        client.send("RCPT TO:<two@example.org>\r\nNOOP\r\n");
        assertThat(client.hearsNothing()).isTrue(); // late, and nothing is read meanwhile
        assertThat(client.reply()).startsWith("550 5.1.1");
        assertThat(client.reply()).startsWith("250");
        assertThat(client.command("RCPT TO:<three@example.org>")).startsWith("421 4.7.0");
        assertThat(client.isClosedByServer()).isTrue();
      }
      try (SmtpTestClient banned = new SmtpTestClient(router.smtp())) {
        assertThat(banned.reply()).startsWith("421 4.7.0");
        assertThat(banned.isClosedByServer()).isTrue();
      }
      assertThat(events.read(4))
          .satisfiesExactly(
              first ->
                  assertThat(first)
                      .contains("\"UNKNOWN_RECIPIENT\"")
                      .contains("one@example.org")
                      .contains("a@client.example"),
              second -> assertThat(second).contains("two@example.org"),
              third -> assertThat(third).contains("\"BANNED\"").contains("three@example.org"),
              fourth -> assertThat(fourth).contains("127.0.0.1").contains("421"));
    }
  }

  @Test
  void whoSpeaksBeforeTheBannerIsSentAway() throws IOException {
    router.set("smtp.greeting-delay", "2s").start();
    try (SmtpTestClient early = new SmtpTestClient(router.smtp());
        SmtpTestClient patient = new SmtpTestClient(router.smtp());
        SmtpTestClient exempt = new SmtpTestClient("127.0.0.9", router.smtp())) {
      early.send("EHLO client.example\r\n");
      assertThat(early.reply()).startsWith("554 5.5.0");
      assertThat(early.isClosedByServer()).isTrue();
      assertThat(exempt.reply()).startsWith("220");
      assertThat(patient.hearsNothing()).isTrue();
      assertThat(patient.reply()).startsWith("220");
    }
  }

  @Test
  void aCommandThatDripsHasADeadline() throws Exception {
    router.set("smtp.timeout.command", "1s").start();
    try (SmtpTestClient client = SmtpTestClient.greeted(router.smtp())) {
      await()
          .pollInterval(Duration.ofMillis(100))
          .until(
              () -> {
                client.send("N"); // never silent, never a command
                return !client.hearsNothing();
              });
      assertThat(client.reply()).startsWith("421 4.4.2");
    }
  }

  @Test
  void anEndlessLineOfCommandsIsRefusedWhenItEnds() throws IOException {
    router.start();
    try (SmtpTestClient client = SmtpTestClient.greeted(router.smtp())) {
      byte[] part = "x".repeat(MIB).getBytes(US_ASCII);
      for (int i = 0; i < 10; i++) {
        client.send(part);
      }
      assertThat(client.command("")).startsWith("500 5.5.2");
      assertThat(client.command("NOOP")).startsWith("250");
    }
  }

  @Test
  void tenMebibytesOfCommandsEndTheSessionSoon() throws IOException {
    router.start();
    try (SmtpTestClient client = SmtpTestClient.greeted(router.smtp())) {
      client.send("NOOP\r\n".repeat(10 * MIB / 6));

      List<String> replies = client.rest().lines().toList();
      assertThat(replies).hasSizeBetween(100, 200);
      assertThat(replies.getFirst()).startsWith("250 ");
      assertThat(replies.getLast()).startsWith("421 4.7.0 ");
    }
  }

  @Test
  void whoSendsNothingMoreHearsTheRestAllTheSame() throws IOException {
    router.start();
    try (SmtpTestClient client = new SmtpTestClient(router.smtp())) {
      client.reply();
      client.command("EHLO client.example");
      client.command("MAIL FROM:<a@client.example>");
      client.command("RCPT TO:<alice@example.org>");
      client.command("DATA");
      client.send("Subject: x\r\n\r\nx\r\n.\r\nQUIT\r\n");
      client.shutDownOutput();
      assertThat(client.rest())
          .matches("250 2\\.0\\.0 Ok: queued as \\w+\r\n221 2\\.0\\.0 Bye\r\n");
    }
    try (SmtpTestClient client = SmtpTestClient.greeted(router.smtp())) {
      client.send("NOOP\r\nNOO");
      client.shutDownOutput();
      assertThat(client.rest()).isEqualTo("250 2.0.0 Ok\r\n");
    }
  }

  @Test
  void anEndlessHeaderIsReadAndRefused() throws IOException {
    router.set("smtp.maximum-message-size", "1MiB").start();
    try (SmtpTestClient client = SmtpTestClient.greeted(router.smtp())) {
      client.begin("alice@example.org");
      String fields = ("X-Field: " + "y".repeat(80) + "\r\n").repeat(1000);
      for (int i = 0; i < 30; i++) {
        client.send(fields);
      }
      client.send(".\r\n");
      assertThat(client.reply()).startsWith("552 5.3.4");
      assertThat(client.command("NOOP")).startsWith("250");
    }
  }

  @Test
  void tooManyMailsPerMinuteAreDeferred() throws IOException {
    router.set("smtp.client-rate.mails", "2").start();
    try (SmtpTestClient client = SmtpTestClient.greeted(router.smtp())) {
      byte[] mail = "Subject: x\r\n\r\n".getBytes(US_ASCII);
      for (int i = 0; i < 2; i++) {
        assertThat(client.mail("a@client.example", List.of("alice@example.org"), mail))
            .startsWith("250");
      }
      assertThat(client.command("MAIL FROM:<a@client.example>")).startsWith("450 4.7.1");
      assertThat(client.command("NOOP")).startsWith("250");
    }
  }

  @Test
  void aConnectionHasALimitOfMails() throws IOException {
    router.set("smtp.maximum-transactions", "1").start();
    try (SmtpTestClient client = SmtpTestClient.greeted(router.smtp())) {
      assertThat(client.command("EHLO client.example")).contains("LIMITS MAILMAX=1 RCPTMAX=1000");
      client.command("MAIL FROM:<>");
      client.command("RSET");
      assertThat(client.command("MAIL FROM:<>")).startsWith("421 4.7.0");
      assertThat(client.isClosedByServer()).isTrue();
    }
  }
}
