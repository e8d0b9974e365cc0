package org.dromedary.scenario;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import org.dromedary.testkit.FakeDns;
import org.dromedary.testkit.FakeDns.Fault;
import org.dromedary.testkit.RouterUnderTest;
import org.dromedary.testkit.SmtpTestClient;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Listed clients are refused at RCPT; lists that do not answer keep no mail away. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@Timeout(60)
class DnsListsKeepStrangersAwayIT {
  private final FakeDns dns = FakeDns.start();
  private RouterUnderTest router;

  @BeforeAll
  void start(@TempDir Path directory) {
    dns.a("2.0.0.127.bl.example", "127.0.0.2").txt("2.0.0.127.bl.example", "see bl.example");
    dns.a("3.0.0.127.bl.example", "127.0.0.2");
    dns.fault("4.0.0.127.bl.example", Fault.SILENT).fault("5.0.0.127.bl.example", Fault.SERVFAIL);
    router =
        RouterUnderTest.in(directory)
            .mailExchangers(dns, 25)
            .set("dns.timeout", "10s")
            .set("smtp.relay-networks", "127.0.0.3")
            .set("smtp.dns-lists", "bl.example, other.example=127.0.0.9")
            .set("smtp.dns-lists-timeout", "500ms")
            .start();
  }

  @AfterAll
  void stop() {
    router.close();
    dns.close();
  }

  private String rcpt(String from, String recipient) throws IOException {
    try (SmtpTestClient client = new SmtpTestClient(from, router.smtp())) {
      client.reply();
      client.command("EHLO client.example");
      client.command("MAIL FROM:<a@client.example>");
      return client.command("RCPT TO:<" + recipient + ">");
    }
  }

  @Test
  void aListedClientIsRefusedWithTheReason() throws IOException {
    assertThat(rcpt("127.0.0.2", "alice@example.org"))
        .isEqualTo("550 5.7.1 client [127.0.0.2] is listed by bl.example: see bl.example");
  }

  @Test
  void aListedClientReachesThePostmaster() throws IOException {
    assertThat(rcpt("127.0.0.2", "postmaster@example.org")).startsWith("250");
  }

  @Test
  void aClientThatIsNotListedIsAccepted() throws IOException {
    assertThat(rcpt("127.0.0.1", "alice@example.org")).startsWith("250");
  }

  @Test
  void theRelayNetworksAreNotAskedFor() throws IOException {
    assertThat(rcpt("127.0.0.3", "alice@example.org")).startsWith("250");
    assertThat(dns.queries()).noneMatch(query -> query.startsWith("3.0.0.127."));
  }

  @Test
  void mailIsAcceptedWhenTheListIsSilentOrFails() throws IOException {
    // the test client gives up after ten seconds
    assertThat(rcpt("127.0.0.4", "alice@example.org")).startsWith("250");
    assertThat(rcpt("127.0.0.5", "alice@example.org")).startsWith("250");
  }
}
