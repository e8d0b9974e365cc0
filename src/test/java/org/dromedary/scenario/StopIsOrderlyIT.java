package org.dromedary.scenario;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.net.ConnectException;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import org.dromedary.testkit.FakeMta;
import org.dromedary.testkit.FakeMtaTrait;
import org.dromedary.testkit.RouterUnderTest;
import org.dromedary.testkit.SmtpTestClient;
import org.dromedary.testkit.SpoolView;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What begins before a stop ends in it; the rest waits for the next start. */
class StopIsOrderlyIT {
  private static final int MAILS = 6;

  private final FakeMta mta = FakeMta.start(FakeMtaTrait.WAIT_AT_DOT);

  /** They are stopped before Camel is, and Camel waits for the one that is not answered yet. */
  private static boolean hasStoppedDeliveries(Thread stopper) {
    return Arrays.stream(stopper.getStackTrace())
        .anyMatch(frame -> frame.getClassName().endsWith(".AbstractCamelContext"));
  }

  @Test
  void clientsAreToldDeliveriesFinishTheRestStaysQueued(@TempDir Path directory) throws Exception {
    try (mta;
        RouterUnderTest router =
            RouterUnderTest.in(directory)
                .smartHosts(mta)
                .set("outbound.maximum-connections-per-next-hop", "1")
                .start()) {
      for (int i = 0; i < MAILS; i++) {
        router.deliver("a@client.example", "u" + i + "@elsewhere.example", "Subject: x\r\n\r\n");
      }
      await().until(() -> mta.waitingAtDot() == 1);
      InetSocketAddress smtp = router.smtp();
      FutureTask<Boolean> stopped = new FutureTask<>(router::stop, true);
      Thread stopper = Thread.ofPlatform().unstarted(stopped);
      try (SmtpTestClient idle = SmtpTestClient.greeted(smtp);
          SmtpTestClient busy = SmtpTestClient.greeted(smtp)) {
        assertThat(busy.begin("late@elsewhere.example")).startsWith("354");
        stopper.start();
        // RFC 5321 §3.8
        assertThat(idle.reply()).startsWith("421 4.3.2");
        assertThat(idle.isClosedByServer()).isTrue();
        assertThatThrownBy(() -> new SmtpTestClient(smtp).close())
            .isInstanceOf(ConnectException.class);
        assertThat(busy.command("Subject: late\r\n\r\n.")).startsWith("250");
      }
      await().until(() -> hasStoppedDeliveries(stopper));
      assertThat(stopped.isDone()).isFalse();
      mta.behave();
      stopped.get(20, TimeUnit.SECONDS);
      assertThat(mta.mails()).hasSize(1);

      router.start();
      try (SpoolView spool = SpoolView.open()) {
        await().atMost(Duration.ofSeconds(20)).until(() -> mta.mails().size() == MAILS + 1);
        await().until(() -> spool.depth("mail.outbound") + spool.depth("mail.retry.1") == 0);
      }
      for (int i = 0; i < MAILS; i++) {
        assertThat(mta.mailsTo("u" + i + "@elsewhere.example")).hasSize(1);
      }
      assertThat(mta.mailsTo("late@elsewhere.example")).hasSize(1);
    }
  }
}
