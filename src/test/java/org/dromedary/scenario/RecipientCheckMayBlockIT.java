package org.dromedary.scenario;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.dromedary.testkit.RouterUnderTest;
import org.dromedary.testkit.SmtpTestClient;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A team's own look-up at RCPT may be slow or fail: nobody but its client notices. */
@Timeout(60)
class RecipientCheckMayBlockIT {
  private static final String CHECK =
      """
              - process:
                  ref: checkRecipient
      """;

  private final RouterUnderTest router;

  RecipientCheckMayBlockIT(@TempDir Path directory) {
    this.router = RouterUnderTest.in(directory);
  }

  @AfterEach
  void stop() {
    router.close();
  }

  /** With a step of the team's in front of ours. */
  private void startWith(String step) {
    try {
      String routes = Files.readString(router.routes().resolve("accept.camel.yaml"));
      assertThat(routes).contains(CHECK);
      router.routeFile("accept.camel.yaml", routes.replace(CHECK, step + CHECK)).start();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Test
  void aSlowOneHoldsUpItsOwnClientOnly() throws IOException {
    startWith(
        """
                - delay:
                    expression:
                      constant:
                        expression: 10000
        """);
    List<SmtpTestClient> waiting = new ArrayList<>();
    try (SmtpTestClient other = SmtpTestClient.greeted(router.smtp())) {
      for (int i = 0; i < 20; i++) { // more than there are event loops
        SmtpTestClient client = SmtpTestClient.greeted(router.smtp());
        waiting.add(client);
        client.command("MAIL FROM:<a@client.example>");
        client.send("RCPT TO:<alice@example.org>\r\nNOOP\r\n");
      }
      for (int i = 0; i < 100; i++) {
        assertThat(other.command("NOOP")).startsWith("250");
      }
      assertThat(waiting.getFirst().hearsNothing()).isTrue(); // so nobody waited for it
      for (SmtpTestClient client : waiting) {
        assertThat(client.reply()).startsWith("250 2.1.5");
        assertThat(client.reply()).startsWith("250 2.0.0");
      }
    } finally {
      for (SmtpTestClient client : waiting) {
        client.close();
      }
    }
  }

  @Test
  void aFailingOneDefers() throws IOException {
    startWith(
        """
                - throwException:
                    exceptionType: java.lang.IllegalStateException
                    message: the directory is down
        """);
    try (SmtpTestClient client = SmtpTestClient.greeted(router.smtp())) {
      client.command("MAIL FROM:<a@client.example>");
      assertThat(client.command("RCPT TO:<alice@example.org>")).startsWith("451 4.3.0");
      assertThat(client.command("RCPT TO:<bob@example.org>")).startsWith("451 4.3.0");
      assertThat(client.command("DATA")).startsWith("554 5.5.1");
      assertThat(client.command("NOOP")).startsWith("250");
    }
  }
}
