package org.dromedary.scenario;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.dromedary.testkit.RouterUnderTest;
import org.dromedary.testkit.SmtpTestClient;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** More free space is asked for than any disk has. */
class ShortDiskRefusesMailIT {
  @Test
  void answers452ToMailAndGoesOn(@TempDir Path directory) throws Exception {
    try (RouterUnderTest router =
            RouterUnderTest.in(directory).set("queue.minimum-free-space", "1048576GiB").start();
        SmtpTestClient client = SmtpTestClient.greeted(router.smtp())) {
      assertThat(client.command("MAIL FROM:<a@client.example>")).startsWith("452 4.3.1 ");
      assertThat(client.command("RCPT TO:<postmaster>")).startsWith("503 ");
      assertThat(client.command("NOOP")).startsWith("250 ");
    }
  }
}
