package org.dromedary.scenario;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.dromedary.testkit.RouterUnderTest;
import org.dromedary.testkit.SmtpTestClient;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Barring rules refuse at RCPT and after DATA, and take effect when their file is edited. */
class BarredMailIsRefusedIT {
  private static final String RULES =
      """
      rules:
        - client: 127.0.0.7
          action: refuse
          text: not from your network
        - sender: "*@spam.example"
          action: refuse
          text: not from you
        - header: {name: Subject, value: "*lottery*"}
          action: refuse
          code: 450
          text: no lotteries
      """;

  private RouterUnderTest router;

  @BeforeEach
  void start(@TempDir Path directory) {
    router = RouterUnderTest.in(directory).routeFile("barring.yaml", RULES).start();
  }

  @AfterEach
  void stop() {
    router.close();
  }

  private String rcpt(String from, String sender, String recipient) throws IOException {
    try (SmtpTestClient client = new SmtpTestClient(from, router.smtp())) {
      client.reply();
      client.command("EHLO client.example");
      client.command("MAIL FROM:<" + sender + ">");
      return client.command("RCPT TO:<" + recipient + ">");
    }
  }

  private static byte[] mail(String subject, int octets) {
    String body = ("x".repeat(70) + "\r\n").repeat(octets / 72 + 1);
    return ("Subject: " + subject + "\r\n\r\n" + body).getBytes(US_ASCII);
  }

  @Test
  void recipientsAreRefusedAtRcpt() throws IOException {
    assertThat(rcpt("127.0.0.7", "a@client.example", "alice@example.org"))
        .isEqualTo("550 5.7.1 not from your network");
    assertThat(rcpt("127.0.0.7", "a@client.example", "postmaster@example.org"))
        .isEqualTo("550 5.7.1 not from your network");
    assertThat(rcpt("127.0.0.1", "a@spam.example", "alice@example.org"))
        .isEqualTo("550 5.7.1 not from you");
    assertThat(rcpt("127.0.0.1", "a@spam.example", "postmaster@example.org")).startsWith("250");
    assertThat(rcpt("127.0.0.1", "a@spam.example", "postmaster")).startsWith("250");
    assertThat(rcpt("127.0.0.1", "a@client.example", "alice@example.org")).startsWith("250");
  }

  @Test
  void mailsAreRefusedByTheirHeaderAndTheSessionGoesOn() throws IOException {
    try (SmtpTestClient client = SmtpTestClient.greeted(router.smtp())) {
      List<String> alice = List.of("alice@example.org");
      assertThat(client.mail("a@client.example", alice, mail("The Lottery", 100)))
          .isEqualTo("450 4.7.1 no lotteries");
      // larger than smtp.in-memory-size: its content is in a file
      assertThat(client.mail("a@client.example", alice, mail("lottery again", 2 << 20)))
          .isEqualTo("450 4.7.1 no lotteries");
      assertThat(client.mail("a@client.example", alice, mail("hello", 2 << 20))).startsWith("250");
    }
    await().until(() -> router.mailbox("alice", "Subject: hello").size() == 1);
    assertThat(router.mailbox("alice")).hasSize(1);
    Path temporary = router.routes().resolveSibling("data/tmp");
    await().untilAsserted(() -> assertThat(temporary).isEmptyDirectory());
  }

  @Test
  void anEditedFileTakesEffectAndABadOneChangesNothing() throws Exception {
    router.routeFile("barring.yaml", RULES.replace("spam.example", "worse.example"));
    await().until(() -> rcpt("127.0.0.1", "a@worse.example", "bob@example.org").startsWith("550"));
    assertThat(rcpt("127.0.0.1", "a@spam.example", "bob@example.org")).startsWith("250");

    router.routeFile("barring.yaml", RULES.replace("refuse", "drop"));
    router.routeFile("mailboxes.yaml", "mailboxes: [{address: carol@example.org}]");
    // both are looked at in the same second, and this one is read after the other
    await().until(() -> rcpt("127.0.0.1", "a@x.example", "carol@example.org").startsWith("250"));
    assertThat(rcpt("127.0.0.1", "a@x.example", "bob@example.org")).startsWith("550 5.1.1");
    assertThat(rcpt("127.0.0.1", "a@worse.example", "carol@example.org")).startsWith("550 5.7.1");

    router.routeFile("barring.yaml", "rules: []");
    await()
        .until(() -> rcpt("127.0.0.7", "a@worse.example", "carol@example.org").startsWith("250"));
  }
}
