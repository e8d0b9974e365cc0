package org.dromedary.scenario;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.file.Path;
import org.dromedary.testkit.FakeMta;
import org.dromedary.testkit.FakeMtaTrait;
import org.dromedary.testkit.RouterUnderTest;
import org.dromedary.testkit.SmtpTestClient;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** With as many mails on the queues as there may be, new mail waits at the client. */
@Timeout(60)
class FullQueuesRefuseMailIT {

  private static String replyToMail(RouterUnderTest router) throws IOException {
    try (SmtpTestClient client = SmtpTestClient.greeted(router.smtp())) {
      return client.command("MAIL FROM:<a@client.example>");
    }
  }

  @Test
  void untilSomeAreGone(@TempDir Path directory) {
    try (FakeMta mta = FakeMta.start(FakeMtaTrait.DEFER_MAIL);
        RouterUnderTest router =
            RouterUnderTest.in(directory).smartHosts(mta).set("queue.maximum-mails", "3").start()) {
      for (int i = 0; i < 3; i++) {
        router.deliver(
            "alice@example.org", "user" + i + "@elsewhere.example", "Subject: x\r\n\r\n");
      }
      await().until(() -> replyToMail(router).startsWith("452 4.3.1"));
      mta.behave();
      await().until(() -> replyToMail(router).startsWith("250"));
      await().until(() -> mta.mails().size() == 3); // nothing that was accepted is lost
      assertThat(router.mailbox("alice")).isEmpty();
    }
  }
}
