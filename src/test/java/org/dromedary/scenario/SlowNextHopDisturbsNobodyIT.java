package org.dromedary.scenario;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.dromedary.testkit.FakeDns;
import org.dromedary.testkit.FakeMta;
import org.dromedary.testkit.FakeMtaTrait;
import org.dromedary.testkit.RouterUnderTest;
import org.dromedary.testkit.SmtpTestClient;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A thousand mails wait for a next hop that does not work; mail for another passes them. */
class SlowNextHopDisturbsNobodyIT {
  private static final int MAILS = 1000;
  private static final int CONNECTIONS = 5;
  private static final Duration PROMPT = Duration.ofSeconds(2);

  private final FakeDns dns = FakeDns.start();
  private final FakeMta healthy = FakeMta.startAt("127.0.0.2", 0);
  private RouterUnderTest router;

  @BeforeEach
  void start(@TempDir Path directory) {
    dns.a("healthy.example", "127.0.0.2").a("bad.example", "127.0.0.3");
    router =
        RouterUnderTest.in(directory)
            .mailExchangers(dns, healthy.port())
            .set("outbound.maximum-connections", "8")
            .set("outbound.maximum-connections-per-next-hop", Integer.toString(CONNECTIONS))
            .set("outbound.unreachable-back-off", "2s")
            .start();
  }

  @AfterEach
  void stop() {
    router.close();
    healthy.close();
    dns.close();
  }

  private void fill() throws IOException {
    byte[] content = "Subject: x\r\n\r\n".getBytes(US_ASCII);
    try (SmtpTestClient client = SmtpTestClient.greeted(router.smtp())) {
      for (int i = 0; i < MAILS; i++) {
        client.mail("", List.of("u" + i + "@bad.example"), content);
      }
    }
  }

  private void arrivesPromptly(String recipient) {
    router.deliver("a@client.example", recipient, "Subject: fresh\r\n\r\n");
    await()
        .pollInterval(Duration.ofMillis(20))
        .atMost(PROMPT)
        .until(() -> healthy.mailsTo(recipient).size() == 1);
  }

  @Test
  void evenIfItAcceptsConnectionsAndNeverAnswers() throws IOException {
    arrivesPromptly("warm@healthy.example");
    try (FakeMta tarpit = FakeMta.startAt("127.0.0.3", healthy.port(), FakeMtaTrait.SILENT)) {
      fill();
      await().until(() -> tarpit.openConnections() == CONNECTIONS);
      for (int i = 0; i < 5; i++) {
        arrivesPromptly("fresh" + i + "@healthy.example");
      }
      assertThat(tarpit.connections()).isEqualTo(CONNECTIONS);
      tarpit.dropConnections(); // so that the router stops at once
      tarpit.stop();
    }
  }

  @Test
  void evenIfItRefusesConnections() throws IOException {
    arrivesPromptly("warm@healthy.example");
    fill();
    for (int i = 0; i < 5; i++) {
      arrivesPromptly("fresh" + i + "@healthy.example");
    }
  }
}
