package org.dromedary.scenario;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import org.dromedary.smtp.server.ListenerKind;
import org.dromedary.testkit.FakeMta;
import org.dromedary.testkit.RouterUnderTest;
import org.dromedary.testkit.SmtpTestClient;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Remote mail goes the way that the routing table says, also when it waits already. */
class RoutingTableDecidesIT {
  private final FakeMta byDefault = FakeMta.start();
  private final FakeMta partner = FakeMta.start();
  private RouterUnderTest router;

  @BeforeEach
  void start(@TempDir Path directory) {
    router =
        RouterUnderTest.in(directory)
            .smartHosts(byDefault)
            .routeFile("routing-table.yaml", toPartner("127.0.0.1:" + partner.port()))
            .start();
  }

  @AfterEach
  void stop() {
    router.close();
    byDefault.close();
    partner.close();
  }

  private static String toPartner(String host) {
    return """
        rules:
          - name: partner
            recipient: "partner.example"
            action: relay
            hosts: "%s"
        """
        .formatted(host);
  }

  @Test
  void aMailIsSplitByNextHop() {
    router.deliver(
        "alice@example.org",
        List.of("a@partner.example", "b@elsewhere.example", "c@partner.example"),
        "Subject: split\r\n\r\n");
    await()
        .atMost(Duration.ofSeconds(20))
        .untilAsserted(
            () -> {
              assertThat(partner.mailsTo("a@partner.example")).hasSize(1);
              assertThat(byDefault.mailsTo("b@elsewhere.example")).hasSize(1);
            });
    assertThat(partner.mails()).hasSize(1);
    assertThat(partner.mailsTo("c@partner.example")).hasSize(1);
    assertThat(byDefault.mails()).hasSize(1);
  }

  @Test
  void waitingMailGoesByTheNewTableAtItsNextAttempt() {
    partner.stop();
    router.deliver("alice@example.org", List.of("a@partner.example"), "Subject: waits\r\n\r\n");

    router.routeFile("routing-table.yaml", "rules: [{name: broken, action: cart}]");
    router.routeFile("mailboxes.yaml", "mailboxes: [{address: carol@example.org}]");
    // both are looked at in the same second, and this one is read after the other
    await().until(() -> isKnown("carol@example.org"));
    assertThat(byDefault.mails()).isEmpty();

    router.routeFile("routing-table.yaml", "rules: []");
    await()
        .atMost(Duration.ofSeconds(20))
        .until(() -> byDefault.mailsTo("a@partner.example").size() == 1);
  }

  @Test
  void aRuleMayReturnThrowAwayOrHoldBack() {
    router
        .stop()
        .routeFile(
            "routing-table.yaml",
            """
        rules:
          - name: returned
            recipient: returned.example
            larger-than: 1B
            action: reject
            text: not to this partner
          - name: thrown away
            recipient: gone.example
            action: discard
          - name: waits
            recipient: waits.example
            action: reject
            code: 450
            text: not now
        """)
        .start();
    router.deliver(
        "alice@example.org",
        List.of("a@returned.example", "b@gone.example", "c@waits.example", "d@elsewhere.example"),
        "Subject: four ways\r\n\r\n");
    await().atMost(Duration.ofSeconds(20)).until(() -> router.mailbox("alice").size() == 1);
    assertThat(router.mailbox("alice").getFirst())
        .contains("a@returned.example")
        .contains("Action: failed\nStatus: 5.7.1\n")
        .contains("not to this partner")
        .doesNotContain("gone.example")
        .doesNotContain("waits.example");
    await().until(() -> byDefault.mailsTo("d@elsewhere.example").size() == 1);

    router.routeFile("routing-table.yaml", "rules: []");
    await()
        .atMost(Duration.ofSeconds(20))
        .until(() -> byDefault.mailsTo("c@waits.example").size() == 1);
    assertThat(byDefault.mailsTo("b@gone.example")).isEmpty();
    assertThat(router.mailbox("alice")).hasSize(1);
  }

  @Test
  void whatARuleReturnsWhateverTheMailIsRefusedAtOnce() throws IOException {
    router
        .stop()
        .routeFile(
            "routing-table.yaml",
            """
            rules:
              - {name: may be large, recipient: "big@*", larger-than: 1MiB, action: discard}
              - {name: allowed, sender: boss@example.org, action: mx}
              - {name: returned, recipient: returned.example, action: reject, text: not to them}
              - {name: waits, recipient: waits.example, action: reject, code: 450, text: later}
            """)
        .start();
    try (SmtpTestClient client = SmtpTestClient.greeted(router.smtp())) {
      client.command("MAIL FROM:<alice@example.org>");
      assertThat(client.command("RCPT TO:<a@returned.example>")).isEqualTo("550 5.7.1 not to them");
      assertThat(client.command("RCPT TO:<big@returned.example>")).startsWith("250");
      assertThat(client.command("RCPT TO:<a@waits.example>")).startsWith("250");
      client.command("RSET");
      client.command("MAIL FROM:<boss@example.org>");
      assertThat(client.command("RCPT TO:<a@returned.example>")).startsWith("250");
    }
  }

  @Test
  void aRuleMayLookAtUserListenerAndHeader() throws IOException {
    router
        .stop()
        .user("alice", "secret")
        .routeFile(
            "routing-table.yaml",
            """
            rules:
              - name: invoices of users
                listener: submissions
                user: alice
                header: {name: Subject, value: "*invoice*"}
                action: relay
                hosts: "127.0.0.1:%d"
            """
                .formatted(partner.port()))
        .start();
    try (SmtpTestClient user =
        SmtpTestClient.encrypted(router.listener(ListenerKind.SUBMISSIONS))) {
      user.reply();
      user.command("EHLO client.example");
      String login = Base64.getEncoder().encodeToString("\0alice\0secret".getBytes(UTF_8));
      assertThat(user.command("AUTH PLAIN " + login)).startsWith("235");
      user.mail(
          "alice@example.org",
          List.of("a@elsewhere.example"),
          "Subject: the invoice\r\n\r\n".getBytes(UTF_8));
      user.mail(
          "alice@example.org",
          List.of("b@elsewhere.example"),
          "Subject: else\r\n\r\nSubject: invoice\r\n".getBytes(UTF_8));
    }
    router.deliver("alice@example.org", "c@elsewhere.example", "Subject: the invoice\r\n\r\n");
    await()
        .atMost(Duration.ofSeconds(20))
        .untilAsserted(
            () -> {
              assertThat(partner.mailsTo("a@elsewhere.example")).hasSize(1);
              assertThat(byDefault.mailsTo("b@elsewhere.example")).hasSize(1);
              assertThat(byDefault.mailsTo("c@elsewhere.example")).hasSize(1);
            });
    assertThat(partner.mails()).hasSize(1);
  }

  private boolean isKnown(String recipient) throws IOException {
    try (SmtpTestClient client = SmtpTestClient.greeted(router.smtp())) {
      client.command("MAIL FROM:<>");
      return client.command("RCPT TO:<" + recipient + ">").startsWith("250");
    }
  }
}
