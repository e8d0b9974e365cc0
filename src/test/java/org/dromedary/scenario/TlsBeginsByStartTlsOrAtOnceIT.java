package org.dromedary.scenario;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyPair;
import java.util.List;
import javax.net.ssl.SSLPeerUnverifiedException;
import javax.net.ssl.SSLSession;
import org.dromedary.smtp.server.ListenerKind;
import org.dromedary.testkit.RouterUnderTest;
import org.dromedary.testkit.SmtpTestClient;
import org.dromedary.testkit.TestCertificates;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** TLS on the relay listener after STARTTLS, on the submissions listener from the first octet. */
@Timeout(60)
class TlsBeginsByStartTlsOrAtOnceIT {
  private final Path directory;
  private final RouterUnderTest router;

  TlsBeginsByStartTlsOrAtOnceIT(@TempDir Path directory) {
    this.directory = directory;
    this.router = RouterUnderTest.in(directory);
  }

  @AfterEach
  void stop() {
    router.close();
  }

  private RouterUnderTest withCertificate(String name, KeyPair key) {
    TestCertificates.write(directory, name, key, name + ".example");
    return router
        .set("tls.certificate", directory.resolve(name + ".pem").toString())
        .set("tls.key", directory.resolve(name + ".key").toString());
  }

  private static Object shownName(SSLSession session) throws SSLPeerUnverifiedException {
    try {
      return ((java.security.cert.X509Certificate) session.getPeerCertificates()[0])
          .getSubjectAlternativeNames()
          .iterator()
          .next()
          .getLast();
    } catch (java.security.cert.CertificateParsingException e) {
      throw new IllegalStateException(e);
    }
  }

  @Test
  void takesMailAfterStartTls() throws IOException {
    router.start();
    try (SmtpTestClient client = SmtpTestClient.greeted(router.smtp())) {
      assertThat(client.startTls()).contains("REQUIRETLS").doesNotContain("STARTTLS");
      byte[] content = ("Subject: sealed\r\n\r\n" + "x".repeat(998) + "\r\n").getBytes(ISO_8859_1);
      assertThat(client.mail("a@client.example", List.of("alice@example.org"), content))
          .startsWith("250 2.0.0");
      assertThat(client.command("QUIT")).startsWith("221");
      assertThat(client.isClosedByServer()).isTrue();
    }
    await().until(() -> router.mailbox("alice", "Subject: sealed").size() == 1);
    assertThat(router.mailbox("alice").getFirst()).contains(" with ESMTPS id ");
  }

  @Test
  void takesALargeMailOverTls() throws IOException {
    router.start();
    byte[] content =
        ("Subject: large\r\n\r\n" + ("y".repeat(98) + "\r\n").repeat(50_000)).getBytes(ISO_8859_1);
    try (SmtpTestClient client = SmtpTestClient.greeted(router.smtp())) {
      client.startTls();
      assertThat(client.mail("a@client.example", List.of("alice@example.org"), content))
          .startsWith("250 2.0.0");
    }
    await().until(() -> router.mailbox("alice", "Subject: large").size() == 1);
    // a Maildir has lines that end in LF
    assertThat(router.mailbox("alice").getFirst())
        .endsWith(new String(content, ISO_8859_1).replace("\r\n", "\n"));
  }

  @Test
  void greetsWithinTlsOnTheSubmissionsListener() throws IOException {
    router.start();
    try (SmtpTestClient client =
        SmtpTestClient.encrypted(router.listener(ListenerKind.SUBMISSIONS))) {
      assertThat(client.reply()).startsWith("220 ");
      assertThat(client.command("EHLO client.example"))
          .contains("AUTH PLAIN LOGIN")
          .doesNotContain("STARTTLS");
      assertThat(client.command("MAIL FROM:<a@client.example>")).startsWith("530 5.7.0");
    }
  }

  @Test
  void saysNothingInTheClearOnTheSubmissionsListener() throws IOException {
    router.start();
    try (SmtpTestClient client = new SmtpTestClient(router.listener(ListenerKind.SUBMISSIONS))) {
      client.send("EHLO client.example\r\n");
      // at most a TLS alert, whose first octet is 21
      assertThat(client.rest()).doesNotContain("220").matches("(?s)(\u0015.*)?");
    }
  }

  @Test
  void neverInterpretsWhatIsPipelinedBehindStartTls() throws IOException {
    router.start();
    try (SmtpTestClient client = SmtpTestClient.greeted(router.smtp())) {
      client.send("STARTTLS\r\nMAIL FROM:<evil@client.example>\r\n");
      assertThat(client.reply()).startsWith("554 5.5.0");
      assertThat(client.isClosedByServer()).isTrue();
    }
  }

  @Test
  void neverInterpretsPlaintextInsteadOfAHandshake() throws IOException {
    router.start();
    try (SmtpTestClient client = SmtpTestClient.greeted(router.smtp())) {
      assertThat(client.command("STARTTLS")).startsWith("220");
      client.send("MAIL FROM:<evil@client.example>\r\n");
      assertThat(client.rest()).doesNotContain("250").doesNotContain("503");
    }
  }

  @Test
  void forgetsWhatWasSaidBeforeTls() throws IOException {
    router.start();
    try (SmtpTestClient client = SmtpTestClient.greeted(router.smtp())) {
      assertThat(client.command("STARTTLS")).startsWith("220");
      client.encrypt();
      assertThat(client.command("MAIL FROM:<a@client.example>")).startsWith("503 5.5.1");
    }
  }

  @Test
  void endsAHandshakeThatTakesTooLong() throws IOException {
    router.set("smtp.timeout.tls-handshake", "300ms").start();
    try (SmtpTestClient client = SmtpTestClient.greeted(router.smtp());
        SmtpTestClient other = new SmtpTestClient(router.listener(ListenerKind.SUBMISSIONS))) {
      assertThat(client.command("STARTTLS")).startsWith("220");
      assertThat(client.rest()).doesNotContain("250");
      assertThat(other.rest()).doesNotContain("220");
    }
  }

  @Test
  void showsANewCertificateWithoutARestart() throws IOException {
    withCertificate("old", TestCertificates.key("EC")).start();
    try (SmtpTestClient before = SmtpTestClient.greeted(router.smtp())) {
      before.command("STARTTLS");
      assertThat(shownName(before.encrypt())).isEqualTo("old.example");
      TestCertificates.write(directory, "new", TestCertificates.key("RSA"), "new.example");
      Files.copy(
          directory.resolve("new.key"),
          directory.resolve("old.key"),
          java.nio.file.StandardCopyOption.REPLACE_EXISTING);
      Files.copy(
          directory.resolve("new.pem"),
          directory.resolve("old.pem"),
          java.nio.file.StandardCopyOption.REPLACE_EXISTING);
      await()
          .untilAsserted(
              () -> {
                try (SmtpTestClient after = SmtpTestClient.greeted(router.smtp())) {
                  after.command("STARTTLS");
                  assertThat(shownName(after.encrypt())).isEqualTo("new.example");
                }
              });
      assertThat(before.command("NOOP")).startsWith("250"); // an open connection goes on
    }
  }
}
