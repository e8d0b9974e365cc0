package org.dromedary.scenario;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Base64;
import java.util.List;
import org.dromedary.smtp.server.ListenerKind;
import org.dromedary.testkit.FakeMta;
import org.dromedary.testkit.RouterUnderTest;
import org.dromedary.testkit.SmtpTestClient;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Users from anywhere send to anywhere, once they have shown who they are. */
@Timeout(60)
class UsersSubmitMailIT {
  private static final byte[] MAIL = "Subject: submitted\r\n\r\n".getBytes(US_ASCII);

  private final FakeMta smartHost = FakeMta.start();
  private final RouterUnderTest router;

  UsersSubmitMailIT(@TempDir Path directory) {
    router =
        RouterUnderTest.in(directory)
            .smartHosts(smartHost)
            .set("smtp.relay-networks", "127.0.0.9/32") // not where the client is
            .user("alice", "s\u00e9cret")
            .user("bob@example.org", "other");
  }

  @AfterEach
  void stop() {
    router.close();
    smartHost.close();
  }

  private static String plain(String name, String password) {
    return "AUTH PLAIN " + base64("\0" + name + "\0" + password);
  }

  private static String base64(String text) {
    return Base64.getEncoder().encodeToString(text.getBytes(UTF_8));
  }

  private SmtpTestClient onSubmission() throws IOException {
    SmtpTestClient client = SmtpTestClient.greeted(router.listener(ListenerKind.SUBMISSION));
    client.startTls();
    return client;
  }

  private SmtpTestClient onSubmissions() throws IOException {
    SmtpTestClient client = SmtpTestClient.encrypted(router.listener(ListenerKind.SUBMISSIONS));
    client.reply();
    client.command("EHLO client.example");
    return client;
  }

  private static void submits(SmtpTestClient client, String reversePath) throws IOException {
    assertThat(client.mail(reversePath, List.of("user@elsewhere.example"), MAIL))
        .startsWith("250 2.0.0");
  }

  @Test
  void byStartTlsAndByTlsAtOnce() throws IOException {
    router.start();
    try (SmtpTestClient client = onSubmission()) {
      assertThat(client.command(plain("alice", "s\u00e9cret"))).startsWith("235 2.7.0");
      submits(client, "alice@example.org");
    }
    try (SmtpTestClient client = onSubmissions()) {
      assertThat(client.command("AUTH LOGIN")).isEqualTo("334 VXNlcm5hbWU6");
      assertThat(client.command(base64("bob@example.org"))).isEqualTo("334 UGFzc3dvcmQ6");
      assertThat(client.command(base64("other"))).startsWith("235 2.7.0");
      submits(client, "bob@example.org");
    }
    await().until(() -> smartHost.mailsTo("user@elsewhere.example").size() == 2);
    assertThat(smartHost.mails())
        .allMatch(mail -> mail.text().contains(" with ESMTPSA id "))
        .noneMatch(mail -> mail.text().contains("authenticated"));
  }

  @Test
  void onTheRelayListenerToo() throws IOException {
    router.set("smtp.received-shows-user", "true").start();
    try (SmtpTestClient client = SmtpTestClient.greeted(router.smtp())) {
      assertThat(client.startTls()).contains("AUTH PLAIN LOGIN");
      client.command("MAIL FROM:<anybody@elsewhere.example>");
      assertThat(client.command("RCPT TO:<user@elsewhere.example>")).startsWith("550 5.7.1");
      client.command("RSET");
      assertThat(client.command(plain("alice", "s\u00e9cret"))).startsWith("235");
      // the relay listener does not restrict users to their own addresses, unless set
      submits(client, "anybody@elsewhere.example");
    }
    await().until(() -> smartHost.mails().size() == 1);
    assertThat(smartHost.mails().getFirst().text()).contains("(authenticated as alice)");
  }

  @Test
  void notOnARelayListenerThatDoesNotOfferIt() throws IOException {
    router.set("smtp.authentication", "false").start();
    try (SmtpTestClient client = SmtpTestClient.greeted(router.smtp())) {
      assertThat(client.startTls()).doesNotContain("AUTH");
      assertThat(client.command(plain("alice", "s\u00e9cret"))).startsWith("502 5.5.1");
    }
  }

  @Test
  void notFromTheAddressOfAnotherUser() throws IOException {
    router.start();
    try (SmtpTestClient client = onSubmission()) {
      client.command(plain("alice", "s\u00e9cret"));
      assertThat(client.command("MAIL FROM:<bob@example.org>")).startsWith("550 5.7.1");
      assertThat(client.command("MAIL FROM:<>")).startsWith("250");
    }
  }

  @Test
  void anywhereIfSet() throws IOException {
    router.set("submission.restrict-senders", "false").start();
    try (SmtpTestClient client = onSubmission()) {
      client.command(plain("alice", "s\u00e9cret"));
      assertThat(client.command("MAIL FROM:<bob@example.org>")).startsWith("250");
    }
  }

  @Test
  void hearTheSameOfAWrongPasswordAndAnUnknownName() throws IOException {
    router.start();
    try (SmtpTestClient client = onSubmission()) {
      String wrong = client.command(plain("alice", "wrong"));
      assertThat(wrong).startsWith("535 5.7.8");
      assertThat(client.command(plain("nobody", "wrong"))).isEqualTo(wrong);
      assertThat(client.command("MAIL FROM:<alice@example.org>")).startsWith("530 5.7.0");
      assertThat(client.command(plain("alice", "s\u00e9cret"))).startsWith("235");
    }
  }

  @Test
  void andTheirClientIsSentAwayAfterManyGuesses() throws IOException {
    router
        .set("smtp.authentication-failures.limit", "2")
        .set("smtp.exempt-networks", "127.0.0.9/32")
        .start();
    try (SmtpTestClient client = onSubmission()) {
      assertThat(client.command(plain("alice", "1"))).startsWith("535 5.7.8");
      assertThat(client.command(plain("alice", "2"))).startsWith("421 4.7.0");
      assertThat(client.isClosedByServer()).isTrue();
    }
    try (SmtpTestClient banned = new SmtpTestClient(router.smtp());
        SmtpTestClient other = new SmtpTestClient("127.0.0.3", router.smtp())) {
      assertThat(banned.reply()).startsWith("421 4.7.0");
      assertThat(other.reply()).startsWith("220");
    }
  }

  @Test
  void onlyWhereAListenerIsOn() {
    router.set("submission.enabled", "false").set("submissions.enabled", "false").start();
    assertThat(router.listeners()).containsExactly(ListenerKind.RELAY);
  }
}
