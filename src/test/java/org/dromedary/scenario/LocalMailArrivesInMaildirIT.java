package org.dromedary.scenario;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.nio.file.Path;
import java.util.List;
import org.dromedary.testkit.FakeMta;
import org.dromedary.testkit.RouterUnderTest;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/** Mail to users, subaddresses and aliases of a local domain. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class LocalMailArrivesInMaildirIT {
  private final FakeMta smartHost = FakeMta.start();
  private RouterUnderTest router;

  @BeforeAll
  void start(@TempDir Path directory) {
    router =
        RouterUnderTest.in(directory)
            .smartHosts(smartHost)
            .routeFile(
                "mailboxes.yaml",
                """
                mailboxes:
                  - address: alice@example.org
                  - address: bob@example.org
                  - address: archive+2026@example.org
                    directory: archive
                aliases:
                  - address: team@example.org
                    to: [alice@example.org, carol@elsewhere.example]
                  - address: everybody@example.org
                    to: [team@example.org, bob@example.org, alice@example.org]
                """)
            .start();
  }

  @AfterAll
  void stop() {
    router.close();
    smartHost.close();
  }

  private String only(String mailbox, String subject) {
    await().until(() -> !router.mailbox(mailbox, subject).isEmpty());
    assertThat(router.mailbox(mailbox, subject)).hasSize(1);
    return router.mailbox(mailbox, subject).getFirst();
  }

  @Test
  void addsReturnPathDeliveredToAndReceivedOnTop() {
    String content = "Subject: trace\r\nX-Own: kept\r\n\r\nbody\r\n";
    String reply = router.deliver("me+x@client.example", "alice@example.org", content);
    assertThat(reply).startsWith("250 2.0.0 ");
    String queueId = reply.substring(reply.lastIndexOf(' ') + 1);
    assertThat(only("alice", "Subject: trace"))
        .matches(
            "(?s)Return-Path: <me\\+x@client\\.example>\n"
                + "Delivered-To: alice@example\\.org\n"
                + "Received: from client\\.example \\(\\[127\\.0\\.0\\.1\\]\\)\n"
                + "\tby router\\.example\\.org with ESMTP id "
                + queueId
                + "\n\tfor <alice@example\\.org>;\n"
                + "\t[A-Z][a-z]{2}, \\d{1,2} [A-Z][a-z]{2} \\d{4} \\d\\d:\\d\\d:\\d\\d \\+0000\n"
                + "Subject: trace\nX-Own: kept\n\nbody\n");
  }

  @Test
  void writesAnEmptyReturnPathForTheNullReversePath() {
    router.deliver("", "alice@example.org", "Subject: null-path\r\n\r\n");
    assertThat(only("alice", "Subject: null-path")).startsWith("Return-Path: <>\n");
  }

  @Test
  void deliversASubaddressToItsUser() {
    router.deliver("a@client.example", "Alice+News@EXAMPLE.org", "Subject: sub\r\n\r\n");
    assertThat(only("alice", "Subject: sub")).contains("Delivered-To: Alice+News@EXAMPLE.org\n");
  }

  @Test
  void prefersAListedSubaddress() {
    router.deliver("a@client.example", "archive+2026@example.org", "Subject: listed\r\n\r\n");
    assertThat(only("archive", "Subject: listed")).contains("archive+2026@example.org");
  }

  @Test
  void sendsAnAliasToMailboxAndRemoteAddress() {
    router.deliver("a@client.example", "team@example.org", "Subject: alias\r\n\r\n");
    assertThat(only("alice", "Subject: alias")).contains("Delivered-To: alice@example.org\n");
    await().until(() -> !smartHost.mailsTo("carol@elsewhere.example").isEmpty());
    assertThat(smartHost.mailsTo("carol@elsewhere.example").getFirst().reversePath())
        .isEqualTo("a@client.example");
  }

  @Test
  void deliversOnceToAnAddressThatIsReachedTwice() {
    router.deliver(
        "a@client.example",
        List.of("everybody@example.org", "alice@example.org"),
        "Subject: twice\r\n\r\n");
    router.deliver("a@client.example", "alice@example.org", "Subject: after\r\n\r\n");
    only("alice", "Subject: after");
    only("bob", "Subject: twice");
    assertThat(only("alice", "Subject: twice")).isNotEmpty();
  }
}
