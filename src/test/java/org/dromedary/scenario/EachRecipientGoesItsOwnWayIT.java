package org.dromedary.scenario;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import org.dromedary.testkit.FakeMta;
import org.dromedary.testkit.RouterUnderTest;
import org.dromedary.testkit.SpoolView;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/** One mail, several recipients, several fates. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class EachRecipientGoesItsOwnWayIT {
  private static final List<String> QUEUES =
      List.of("mail.ingress", "mail.local", "mail.outbound", "mail.retry.1", "mail.retry.2");

  private final FakeMta mta = FakeMta.start();
  private RouterUnderTest router;
  private SpoolView spool;

  @BeforeAll
  void start(@TempDir Path directory) throws Exception {
    router = RouterUnderTest.in(directory).smartHosts(mta).start();
    spool = SpoolView.open();
  }

  @AfterAll
  void stop() throws Exception {
    spool.close();
    router.close();
    mta.close();
  }

  private boolean allIsDone() throws Exception {
    long depth = 0;
    for (String queue : QUEUES) {
      depth += spool.depth(queue);
    }
    return depth == 0;
  }

  @Test
  void oneIsDeliveredOneLaterOneNever() {
    router.deliver(
        "alice@example.org",
        List.of(
            "ok@elsewhere.example",
            "greylist@elsewhere.example",
            "fail-rcpt@elsewhere.example",
            "fail-rcpt+2@elsewhere.example",
            "bob@example.org"),
        "Subject: fates\r\n\r\n");
    await().atMost(Duration.ofSeconds(20)).until(this::allIsDone);

    assertThat(mta.mails()).hasSize(2);
    assertThat(mta.mailsTo("ok@elsewhere.example")).hasSize(1);
    assertThat(mta.mailsTo("greylist@elsewhere.example")).hasSize(1);
    assertThat(router.mailbox("bob", "Subject: fates")).hasSize(1);
    assertThat(router.mailbox("alice")).hasSize(1);
    assertThat(router.mailbox("alice").getFirst())
        .contains(
            "Final-Recipient: rfc822; fail-rcpt@elsewhere.example\n",
            "Final-Recipient: rfc822; fail-rcpt+2@elsewhere.example\n",
            "Diagnostic-Code: smtp; 550 5.1.1 no such user\n")
        .doesNotContain("Final-Recipient: rfc822; ok@", "greylist@", "bob@");
  }

  @Test
  void aRefusalOfTheContentConcernsAllThatWereAccepted() {
    int before = mta.mails().size();
    router.deliver(
        "bob@example.org",
        List.of("x@elsewhere.example", "fail-data@elsewhere.example"),
        "Subject: refused content\r\n\r\n");
    await().until(() -> router.mailbox("bob", "Status: 5.6.0").size() == 1);
    String notification = router.mailbox("bob", "Status: 5.6.0").getFirst();
    assertThat(Stream.of(notification.split("\n")).filter(line -> line.startsWith("Final-")))
        .hasSize(2);
    assertThat(mta.mails()).hasSize(before);
  }
}
