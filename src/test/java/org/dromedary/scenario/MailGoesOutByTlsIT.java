package org.dromedary.scenario;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.dromedary.testkit.FakeMta;
import org.dromedary.testkit.FakeMtaTrait;
import org.dromedary.testkit.RouterUnderTest;
import org.dromedary.testkit.TestAuthority;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Mail to other servers is encrypted as settings and routing table say. */
class MailGoesOutByTlsIT {
  private static final String MAIL = "Subject: by TLS\r\n\r\n";

  private final TestAuthority authority = new TestAuthority();
  private final FakeMta mta = FakeMta.start();
  private RouterUnderTest router;

  @BeforeEach
  void configure(@TempDir Path directory) {
    mta.offerTls(authority.server("mx.bank.example").context());
    router =
        RouterUnderTest.in(directory)
            .smartHosts(mta)
            .set("outbound.tls-roots", authority.write(directory.resolve("roots.pem")).toString());
  }

  @AfterEach
  void stop() {
    router.close();
    mta.close();
  }

  private String toBank(String tls) {
    return """
        rules:
          - name: bank
            recipient: bank.example
            action: relay
            hosts: 127.0.0.1:%d
            %s
        """
        .formatted(mta.port(), tls);
  }

  private void send(String recipient) {
    router.deliver("alice@example.org", List.of(recipient), MAIL);
  }

  private void awaitMailFor(String recipient) {
    await().atMost(Duration.ofSeconds(20)).until(() -> mta.mailsTo(recipient).size() == 1);
  }

  @Test
  void byDefaultWhereItIsOffered() {
    router.start();
    send("ok@elsewhere.example");
    awaitMailFor("ok@elsewhere.example");
    assertThat(mta.encryptedConnections()).isOne();
  }

  @Test
  void inClearWhereTheHandshakeFails() {
    mta.behave(FakeMtaTrait.DROP_STARTTLS);
    router.start();
    send("ok@elsewhere.example");
    awaitMailFor("ok@elsewhere.example");
    assertThat(mta.encryptedConnections()).isZero();
    assertThat(mta.connections()).isEqualTo(2);
  }

  /**
   * The certificate is for another name; mail waits, and goes when the operator puts up with it.
   */
  @Test
  void mailWaitsForACertificateThatIsTrusted() {
    router.routeFile("routing-table.yaml", toBank("tls: required\n    tls-verify: true")).start();
    send("ok@bank.example");
    await().atMost(Duration.ofSeconds(20)).until(() -> mta.connections() >= 2);
    assertThat(mta.mails()).isEmpty();

    router.routeFile("routing-table.yaml", toBank("tls: required"));
    awaitMailFor("ok@bank.example");
    assertThat(mta.mails()).hasSize(1);
  }

  @Test
  void oneServerIsSpokenToInTwoWaysAtTheSameTime() {
    router
        .set("outbound.tls", "required")
        .routeFile("routing-table.yaml", toBank("tls: none"))
        .start();
    router.deliver("alice@example.org", List.of("ok@bank.example", "ok@elsewhere.example"), MAIL);
    awaitMailFor("ok@bank.example");
    awaitMailFor("ok@elsewhere.example");
    assertThat(mta.connections()).isEqualTo(2);
    assertThat(mta.encryptedConnections()).isOne();
  }
}
