package org.dromedary.scenario;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.awaitility.core.ThrowingRunnable;
import org.dromedary.testkit.FakeDns;
import org.dromedary.testkit.FakeMta;
import org.dromedary.testkit.RouterUnderTest;
import org.dromedary.testkit.SmtpTestClient;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What becomes of mail for users who are not known, for each domain as it is set. */
class UnknownUsersAreServedIT {
  private static final String SENDER = "alice@example.org";
  private static final String MAIL = "Subject: to nobody\r\n\r\n";
  private static final String MAILBOXES =
      """
      domains:
        - {name: report.example, unknown-users: report}
        - {name: forward.example, unknown-users: "forward bob@example.org, carol@elsewhere.example"}
        - {name: moved.example, unknown-users: re-address elsewhere.example}
        - {name: create.example, unknown-users: create template@example.org}
        - {name: outbox.example, unknown-users: outbox}
      mailboxes:
        - address: alice@example.org
        - address: bob@example.org
        - {address: template@example.org, directory: users/template}
        - {address: known@report.example, directory: known}
      """;

  private final FakeDns dns = FakeDns.start();
  private final FakeMta mta = FakeMta.start();
  private RouterUnderTest router;

  @BeforeEach
  void start(@TempDir Path directory) {
    for (String domain : List.of("elsewhere.example", "outbox.example")) {
      dns.mx(domain, 10, "mx." + domain).a("mx." + domain, "127.0.0.1");
    }
    router =
        RouterUnderTest.in(directory)
            .mailExchangers(dns, mta.port())
            .set(
                "local-domains",
                "example.org, report.example, forward.example, moved.example, create.example,"
                    + " outbox.example")
            .routeFile("mailboxes.yaml", MAILBOXES)
            .start();
  }

  @AfterEach
  void stop() {
    router.close();
    mta.close();
    dns.close();
  }

  private static void eventually(ThrowingRunnable assertion) {
    await().atMost(Duration.ofSeconds(20)).untilAsserted(assertion);
  }

  private String rcpt(String address) throws IOException {
    try (SmtpTestClient client = SmtpTestClient.greeted(router.smtp())) {
      client.command("MAIL FROM:<" + SENDER + ">");
      return client.command("RCPT TO:<" + address + ">");
    }
  }

  @Test
  void whereNothingIsSaidTheyAreRefused() throws IOException {
    assertThat(rcpt("nobody@example.org")).startsWith("550 5.1.1");
  }

  @Test
  void theSenderGetsAReportAndTheKnownOnesTheirMail() {
    router.deliver(SENDER, List.of("nobody@report.example", "known@report.example"), MAIL);
    eventually(() -> assertThat(router.mailbox("known")).hasSize(1));
    eventually(() -> assertThat(router.mailbox("alice")).hasSize(1));
    assertThat(router.mailbox("alice").getFirst())
        .contains("Final-Recipient: rfc822; nobody@report.example\n")
        .contains("Action: failed\nStatus: 5.1.1\n")
        .doesNotContain("known@report.example");
  }

  @Test
  void theMailGoesToOthersInstead() {
    router.deliver(SENDER, List.of("nobody@forward.example", "known@report.example"), MAIL);
    eventually(() -> assertThat(router.mailbox("known")).hasSize(1));
    eventually(() -> assertThat(router.mailbox("bob")).hasSize(1));
    eventually(() -> assertThat(mta.mailsTo("carol@elsewhere.example")).hasSize(1));
    assertThat(router.mailbox("alice")).isEmpty();
  }

  @Test
  void theMailGoesToTheSameUserElsewhere() {
    router.deliver(SENDER, List.of("nobody@moved.example", "bob@example.org"), MAIL);
    eventually(() -> assertThat(router.mailbox("bob")).hasSize(1));
    eventually(() -> assertThat(mta.mailsTo("nobody@elsewhere.example")).hasSize(1));
  }

  @Test
  void aMailboxIsMadeAndOutlivesARestart() throws IOException {
    router.deliver(
        SENDER,
        List.of("new@create.example", "\"un safe\"@create.example", "bob@example.org"),
        MAIL);
    eventually(() -> assertThat(router.mailbox("bob")).hasSize(1));
    eventually(() -> assertThat(router.mailbox("users/new@create.example")).hasSize(1));
    eventually(() -> assertThat(router.mailbox("alice")).hasSize(1));
    assertThat(router.mailbox("alice").getFirst()).contains("un safe").contains("Status: 5.1.1");

    router.restart();
    router.deliver(SENDER, "NEW+tag@create.example", MAIL);
    eventually(() -> assertThat(router.mailbox("users/new@create.example")).hasSize(2));
  }

  @Test
  void theMailGoesOutAsItIs() {
    router.deliver(SENDER, List.of("nobody@outbox.example", "bob@example.org"), MAIL);
    eventually(() -> assertThat(router.mailbox("bob")).hasSize(1));
    eventually(() -> assertThat(mta.mailsTo("nobody@outbox.example")).hasSize(1));
  }

  @Test
  void aMailThatWouldComeBackHereIsReturned() {
    dns.mx("outbox.example", 5, "router.example.org").a("router.example.org", "127.0.0.1");
    router.stop().set("dns.servers", "127.0.0.1:" + dns.address().getPort()).start();
    router.deliver(SENDER, "circle@outbox.example", MAIL);
    eventually(() -> assertThat(router.mailbox("alice")).hasSize(1));
    assertThat(router.mailbox("alice").getFirst()).contains("Status: 5.4.6");
    assertThat(mta.mailsTo("circle@outbox.example")).isEmpty();
  }

  @Test
  void aTeamDecidesByARouteOfItsOwn() throws IOException {
    router
        .routeFile(
            "undelivered.camel.yaml",
            """
            - route:
                id: undelivered
                from:
                  uri: direct:undelivered
                  steps:
                    - choice:
                        when:
                          - expression:
                              simple:
                                expression: ${body.localPart} starts with 'info'
                            steps:
                              - setBody:
                                  expression:
                                    constant:
                                      expression: forward bob@example.org
                        otherwise:
                          steps:
                            - process:
                                ref: decideUndelivered
            """)
        .restart();
    assertThat(rcpt("nobody@example.org")).startsWith("550 5.1.1");
    router.deliver(SENDER, "info.sales@example.org", MAIL);
    eventually(() -> assertThat(router.mailbox("bob")).hasSize(1));
  }
}
