package org.dromedary.scenario;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import org.dromedary.testkit.FakeMta;
import org.dromedary.testkit.RouterUnderTest;
import org.dromedary.testkit.SpoolView;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Attempts are counted, and a restart neither loses the mail nor hurries it. */
class DeferredMailSurvivesARestartIT {
  private static void awaitThreeAttempts() throws Exception {
    try (SpoolView spool = SpoolView.open()) {
      // delays of 1, 2 and 4 seconds: the queue after the third failed attempt
      await().atMost(Duration.ofSeconds(20)).until(() -> spool.depth("mail.retry.4") == 1);
    }
  }

  @Test
  void andIsDeliveredWhenItIsDue(@TempDir Path directory) throws Exception {
    try (FakeMta mta = FakeMta.start();
        RouterUnderTest router =
            RouterUnderTest.in(directory)
                .smartHosts(mta)
                .set("retry.maximum-delay", "8s")
                .start()) {
      mta.stop();
      router.deliver("a@client.example", "u@elsewhere.example", "Subject: kept\r\n\r\nbody\r\n");
      awaitThreeAttempts();
      router.stop();
      Map<String, String> before = router.queued("mail.retry.4").getFirst();
      assertThat(before).containsEntry("mailAttempts", "3");
      assertThat(before.get("mailLastReply")).startsWith("451 4.4.1");
      mta.restart();
      router.start();
      try (SpoolView spool = SpoolView.open()) {
        await().atMost(Duration.ofSeconds(20)).until(() -> mta.mails().size() == 1);
        Instant dueAt = Instant.ofEpochMilli(Long.parseLong(before.get("mailDueAt")));
        assertThat(Instant.now()).isAfter(dueAt);
        await().until(() -> spool.depth("mail.retry.4") == 0);
      }
      assertThat(mta.mails().getFirst().text()).endsWith("Subject: kept\r\n\r\nbody\r\n");
      assertThat(mta.mails()).hasSize(1);
    }
  }
}
