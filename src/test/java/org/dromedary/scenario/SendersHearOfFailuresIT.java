package org.dromedary.scenario;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import org.dromedary.testkit.FakeMta;
import org.dromedary.testkit.FakeMtaMail;
import org.dromedary.testkit.RouterUnderTest;
import org.dromedary.testkit.SpoolView;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/** A mail that fails comes back as a notification (RFC 3464), once, and never for one. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class SendersHearOfFailuresIT {
  private final FakeMta mta = FakeMta.start();
  private RouterUnderTest router;
  private SpoolView spool;

  @BeforeAll
  void start(@TempDir Path directory) throws Exception {
    router = RouterUnderTest.in(directory).smartHosts(mta).set("retry.lifetime", "2s").start();
    spool = SpoolView.open();
  }

  @AfterAll
  void stop() throws Exception {
    spool.close();
    router.close();
    mta.close();
  }

  private boolean isUndeliverable(String recipient) throws Exception {
    return spool.properties("mail.undeliverable").stream()
        .map(mail -> mail.getOrDefault("mailRecipients", ""))
        .anyMatch(recipients -> recipients.equals("<" + recipient + ">"));
  }

  @Test
  void aLocalSenderFindsItInTheMailbox() {
    String reply =
        router.deliver(
            "alice@example.org",
            "fail-rcpt+1@elsewhere.example",
            "Subject: permanent\r\nMessage-ID: <1@example.org>\r\n\r\nsecret body\r\n");
    await().until(() -> router.mailbox("alice", "fail-rcpt+1@").size() == 1);
    assertThat(router.mailbox("alice", "fail-rcpt+1@").getFirst())
        .startsWith("Return-Path: <>\nDelivered-To: alice@example.org\n")
        .contains(
            "Content-Type: multipart/report; report-type=delivery-status;",
            "References: <1@example.org>\n",
            "Reporting-MTA: dns; router.example.org\n",
            "X-Dromedary-Queue-ID: " + reply.substring(reply.lastIndexOf(' ') + 1) + "\n",
            "Final-Recipient: rfc822; fail-rcpt+1@elsewhere.example\n",
            "Action: failed\n",
            "Status: 5.1.1\n",
            "Diagnostic-Code: smtp; 550 5.1.1 no such user\n",
            "Subject: permanent\n")
        .doesNotContain("secret body");
  }

  @Test
  void aRemoteSenderGetsItFromTheNullReversePath() {
    router.deliver("carol@client.example", "fail-rcpt+2@elsewhere.example", "Subject: x\r\n\r\n");
    await().until(() -> mta.mailsTo("carol@client.example").size() == 1);
    FakeMtaMail notification = mta.mailsTo("carol@client.example").getFirst();
    // RFC 5321 §4.5.5
    assertThat(notification.reversePath()).isEmpty();
    assertThat(notification.text())
        .contains("To: <carol@client.example>\r\n", "Status: 5.1.1\r\n")
        .contains("Auto-Submitted: auto-replied\r\n");
  }

  @Test
  void theEndOfTheLifetimeIsAFailureWithTheLastReply() {
    router.deliver("bob@example.org", "defer-rcpt@elsewhere.example", "Subject: late\r\n\r\n");
    await()
        .atMost(Duration.ofSeconds(20))
        .until(() -> router.mailbox("bob", "defer-rcpt@").size() == 1);
    assertThat(router.mailbox("bob", "defer-rcpt@").getFirst())
        .contains(
            "Action: failed\n",
            "Status: 4.2.0\n",
            "Diagnostic-Code: smtp; 450 4.2.0 mailbox busy\n");
    assertThat(
            mta.commands().stream().filter(line -> line.startsWith("RCPT TO:<defer-rcpt@")).count())
        .isBetween(2L, 4L);
  }

  @Test
  void mailWithoutASenderIsParked() throws Exception {
    router.deliver("", "fail-rcpt+3@elsewhere.example", "Subject: x\r\n\r\n");
    await().until(() -> isUndeliverable("fail-rcpt+3@elsewhere.example"));
  }

  @Test
  void aNotificationThatFailsIsParked() throws Exception {
    router.deliver(
        "fail-rcpt+sender@client.example", "fail-rcpt+4@elsewhere.example", "Subject: x\r\n\r\n");
    await().until(() -> isUndeliverable("fail-rcpt+sender@client.example"));
    Map<String, String> parked =
        spool.properties("mail.undeliverable").stream()
            .filter(mail -> mail.getOrDefault("mailRecipients", "").contains("+sender@"))
            .findFirst()
            .orElseThrow();
    assertThat(parked).containsEntry("mailReversePath", "<>");
  }
}
