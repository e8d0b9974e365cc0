package org.dromedary.scenario;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.dromedary.testkit.FakeMta;
import org.dromedary.testkit.FakeMtaMail;
import org.dromedary.testkit.RouterProcess;
import org.dromedary.testkit.RouterUnderTest;
import org.dromedary.testkit.SmtpTestClient;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Ten mails of 30 MB at the same time pass a router of 256 MB: they are never whole in memory. */
class LargeMailsFitIntoASmallHeapIT {
  private static final int MAILS = 10;
  private static final byte[] CONTENT =
      ("Subject: large\r\n\r\n" + ("x".repeat(76) + "\r\n").repeat(30_000_000 / 78))
          .getBytes(ISO_8859_1);

  private static Callable<String> sending(InetSocketAddress smtp, int number) {
    return () -> {
      try (SmtpTestClient client = SmtpTestClient.greeted(smtp)) {
        return client.mail(
            "a@client.example", List.of("m" + number + "@elsewhere.example"), CONTENT);
      }
    };
  }

  private static boolean isWhole(FakeMtaMail mail) {
    byte[] got = mail.content();
    return got.length > CONTENT.length
        && Arrays.equals(got, got.length - CONTENT.length, got.length, CONTENT, 0, CONTENT.length);
  }

  @Test
  void allArriveWhole(@TempDir Path directory) throws Exception {
    try (FakeMta mta = FakeMta.start();
        RouterUnderTest files = RouterUnderTest.in(directory).smartHosts(mta);
        RouterProcess router =
            RouterProcess.start(
                directory.resolve("router.log"),
                files.settings(),
                "-Xmx256m",
                "-XX:+ExitOnOutOfMemoryError");
        ExecutorService clients = Executors.newVirtualThreadPerTaskExecutor()) {
      InetSocketAddress smtp = router.awaitReady();
      List<Future<String>> replies = new ArrayList<>();
      for (int i = 0; i < MAILS; i++) {
        replies.add(clients.submit(sending(smtp, i)));
      }
      for (Future<String> reply : replies) {
        assertThat(reply.get()).startsWith("250 2.0.0");
      }
      await()
          .atMost(Duration.ofSeconds(60))
          .until(() -> mta.mails().size() == MAILS || !router.isAlive());
      assertThat(router.isAlive()).as(router::output).isTrue();
      assertThat(mta.mails()).allMatch(LargeMailsFitIntoASmallHeapIT::isWhole);
      assertThat(router.output()).doesNotContain("OutOfMemoryError", "ERROR");
    }
  }
}
