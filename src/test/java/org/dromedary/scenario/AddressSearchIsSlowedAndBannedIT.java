package org.dromedary.scenario;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import org.dromedary.testkit.RouterUnderTest;
import org.dromedary.testkit.SmtpTestClient;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Who tries addresses one after the other hears less and less often what is there. */
class AddressSearchIsSlowedAndBannedIT {
  private static final String ATTACKER = "127.0.0.66";
  private static final String OTHER = "127.0.0.67";

  private static String greeting(RouterUnderTest router, String from) throws IOException {
    try (SmtpTestClient client = new SmtpTestClient(from, router.smtp())) {
      return client.reply();
    }
  }

  private static String tryAddress(SmtpTestClient client, String name) throws IOException {
    return client.command("RCPT TO:<" + name + "@example.org>");
  }

  @Test
  void untilTheBanIsOver(@TempDir Path directory) throws Exception {
    try (RouterUnderTest router =
            RouterUnderTest.in(directory)
                .set("smtp.exempt-networks", "192.0.2.0/24")
                .set("smtp.unknown-recipients.slow-after", "1")
                .set("smtp.unknown-recipients.limit", "3")
                .set("smtp.ban-time", "3s")
                .start();
        SmtpTestClient attacker = new SmtpTestClient(ATTACKER, router.smtp())) {
      attacker.reply();
      attacker.command("EHLO attacker.example");
      attacker.command("MAIL FROM:<>");
      assertThat(tryAddress(attacker, "anna")).startsWith("550 5.1.1 ");

      long asked = System.nanoTime();
      assertThat(tryAddress(attacker, "bert")).startsWith("550 5.1.1 ");
      assertThat(Duration.ofNanos(System.nanoTime() - asked)).isGreaterThan(Duration.ofMillis(900));

      assertThat(tryAddress(attacker, "carl")).startsWith("421 4.7.0 ").contains("unknown recip");
      assertThat(attacker.isClosedByServer()).isTrue();
      assertThat(greeting(router, ATTACKER)).startsWith("421 4.7.0 ").contains("unknown recip");
      assertThat(greeting(router, OTHER)).startsWith("220 ");
      await().until(() -> greeting(router, ATTACKER).startsWith("220 "));
    }
  }
}
