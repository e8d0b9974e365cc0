package org.dromedary.scenario;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.dromedary.testkit.RouterProcess;
import org.dromedary.testkit.RouterUnderTest;
import org.dromedary.testkit.SmtpTestClient;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Mails that each are small enough for memory, and together are not: all of them are half sent at
 * the same time to a router of 256 MB, which takes them all the same.
 */
class HalfSentMailsFitIntoASmallHeapIT {
  private static final int MAILS = 300;
  private static final byte[] HALF =
      ("x".repeat(78) + "\r\n").repeat(1_000_000 / 80).getBytes(ISO_8859_1);

  private static SmtpTestClient halfSent(InetSocketAddress smtp) throws IOException {
    SmtpTestClient client = SmtpTestClient.greeted(smtp);
    assertThat(client.begin("alice@example.org")).startsWith("354 ");
    client.send(HALF);
    return client;
  }

  @Test
  void allAreAccepted(@TempDir Path directory) throws Exception {
    List<SmtpTestClient> clients = new ArrayList<>();
    try (RouterUnderTest files = RouterUnderTest.in(directory);
        RouterProcess router =
            RouterProcess.start(
                directory.resolve("router.log"),
                files.settings(),
                "-Xmx256m",
                "-XX:+ExitOnOutOfMemoryError")) {
      InetSocketAddress smtp = router.awaitReady();
      for (int i = 0; i < MAILS; i++) {
        clients.add(halfSent(smtp));
      }
      for (SmtpTestClient client : clients) {
        client.send(".\r\n");
        assertThat(client.reply()).startsWith("250 2.0.0 ");
      }
      assertThat(router.output()).doesNotContain("OutOfMemoryError", "ERROR");
    } finally {
      for (SmtpTestClient client : clients) {
        client.close();
      }
    }
  }
}
