package org.dromedary.smtp.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import org.dromedary.mail.Domain;
import org.dromedary.mail.Envelope;
import org.dromedary.mail.MailContent;
import org.dromedary.mail.MailOptions;
import org.dromedary.mail.Recipient;
import org.dromedary.mail.ReversePath;
import org.dromedary.routing.HostAccess;
import org.dromedary.testkit.FakeMta;
import org.dromedary.testkit.FakeMtaTrait;
import org.dromedary.testkit.TestAuthority;
import org.dromedary.tls.CertificateFingerprint;
import org.dromedary.tls.ClientTls;
import org.dromedary.tls.ClientTlsMode;
import org.dromedary.tls.ClientTlsPolicy;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** TLS with servers that do it well, badly or not at all (RFC 3207). */
@Timeout(60)
class SmtpClientTlsIT {
  private static final MailContent HELLO =
      MailContent.of("Subject: x\r\n\r\nx\r\n".getBytes(StandardCharsets.US_ASCII));

  private final TestAuthority authority = new TestAuthority();
  private final FakeMta mta = FakeMta.start();
  private final ScheduledExecutorService watchdog = Executors.newScheduledThreadPool(1);
  private ClientTls tls;
  private SmtpConnector connector;

  @BeforeEach
  void start(@TempDir Path directory) throws Exception {
    tls = ClientTls.load(List.of(authority.write(directory.resolve("roots.pem"))));
    connector = connector(Duration.ofSeconds(30));
    mta.offerTls(authority.server("mx.example", "127.0.0.1").context());
  }

  private SmtpConnector connector(Duration timeout) {
    var timeouts =
        new SmtpClientSettings.Timeouts(timeout, timeout, timeout, timeout, timeout, timeout);
    return new SmtpConnector(
        new SmtpClientSettings(Domain.parse("client.example"), timeouts, List.of()), tls, watchdog);
  }

  /** Only for what shall run into a timeout: a busy machine must not make others do so. */
  private void beHasty() {
    connector.close();
    connector = connector(Duration.ofSeconds(3));
  }

  @AfterEach
  void stop() {
    connector.close();
    watchdog.close();
    mta.close();
  }

  private static ClientTlsPolicy policy(ClientTlsMode mode, boolean verify) {
    return new ClientTlsPolicy(mode, verify, List.of());
  }

  /** Sends a mail; gives {@code TLS} or {@code clear}, or why there was no conversation. */
  private String send(ClientTlsPolicy policy, String host) throws IOException {
    int before = mta.encryptedConnections();
    switch (connector.connect(mta.address(), host, HostAccess.of(policy))) {
      case ConnectResult.Connected connected -> {
        try (SmtpConnection connection = connected.connection()) {
          assertThat(connection.send(mail(MailOptions.NONE), HELLO).results())
              .allMatch(result -> result.reply().code().isPositiveCompletion());
        }
        return mta.encryptedConnections() > before ? "TLS" : "clear";
      }
      case ConnectResult.Refused refused -> {
        return refused.stage() + ": " + refused.reply();
      }
      case ConnectResult.Broken broken -> {
        return broken.failure().toString();
      }
    }
  }

  private static Envelope mail(MailOptions options) {
    return new Envelope(
        ReversePath.parse("<a@client.example>"),
        List.of(Recipient.parse("<ok@b.example>")),
        options);
  }

  @ParameterizedTest
  @CsvSource({
    "NONE, clear",
    "OPPORTUNISTIC, TLS",
    "REQUIRED, TLS",
  })
  void aServerWithStartTls(ClientTlsMode mode, String outcome) throws Exception {
    assertThat(send(policy(mode, true), "mx.example")).isEqualTo(outcome);
    assertThat(mta.mails()).hasSize(1);
    assertThat(mta.commands()).endsWith("QUIT");
    await().untilAsserted(() -> assertThat(mta.openConnections()).isZero());
  }

  @Test
  void aServerWithImplicitTls() throws Exception {
    mta.behave(FakeMtaTrait.IMPLICIT_TLS);
    assertThat(send(policy(ClientTlsMode.IMPLICIT, true), "127.0.0.1")).isEqualTo("TLS");
    assertThat(mta.commands()).doesNotContain("STARTTLS");
  }

  /** What each mode makes of each way in which STARTTLS can fail. */
  @ParameterizedTest
  @CsvSource({
    "DEFER_STARTTLS, OPPORTUNISTIC, clear",
    "DEFER_STARTTLS, REQUIRED, TLS is refused at STARTTLS: 454 4.7.0 no TLS just now",
    "REFUSE_STARTTLS, OPPORTUNISTIC, clear",
    "REFUSE_STARTTLS, REQUIRED, TLS is refused at STARTTLS: 502 5.5.1 no TLS after all",
    "DROP_STARTTLS, OPPORTUNISTIC, clear",
    "DROP_STARTTLS, REQUIRED, no agreement at the TLS handshake",
    "GARBAGE_STARTTLS, OPPORTUNISTIC, clear",
    "GARBAGE_STARTTLS, REQUIRED, no agreement at the TLS handshake",
    "STALL_STARTTLS, OPPORTUNISTIC, clear",
    "STALL_STARTTLS, REQUIRED, timeout at the TLS handshake",
    "INJECT_STARTTLS, OPPORTUNISTIC, protocol violation at the TLS handshake",
    "INJECT_STARTTLS, REQUIRED, protocol violation at the TLS handshake",
  })
  void aServerThatBreaksIt(FakeMtaTrait trait, ClientTlsMode mode, String outcome)
      throws Exception {
    mta.behave(trait);
    if (trait == FakeMtaTrait.STALL_STARTTLS) {
      beHasty();
    }
    assertThat(send(policy(mode, false), "mx.example")).isEqualTo(outcome);
    await().untilAsserted(() -> assertThat(mta.openConnections()).isZero());
  }

  @Test
  void aPlainServerWhereTlsMustBeginAtOnce() throws Exception {
    assertThat(send(policy(ClientTlsMode.IMPLICIT, false), "mx.example"))
        .isEqualTo("no agreement at the TLS handshake");
  }

  @ParameterizedTest
  @CsvSource({
    "other.example, certificate for another host at the TLS handshake",
    "example, certificate for another host at the TLS handshake",
    "127.0.0.2, certificate for another host at the TLS handshake",
    "MX.EXAMPLE, TLS",
    "127.0.0.1, TLS",
  })
  void theCertificateMustBeForTheHost(String host, String outcome) throws Exception {
    assertThat(send(policy(ClientTlsMode.REQUIRED, true), host)).isEqualTo(outcome);
    assertThat(send(policy(ClientTlsMode.REQUIRED, false), host)).isEqualTo("TLS");
    assertThat(send(policy(ClientTlsMode.OPPORTUNISTIC, true), host)).isEqualTo("TLS");
  }

  @Test
  void theCertificateMustBeOfAnAuthorityThatIsTrusted() throws Exception {
    mta.offerTls(new TestAuthority().server("mx.example").context());
    assertThat(send(policy(ClientTlsMode.REQUIRED, true), "mx.example"))
        .isEqualTo("certificate not trusted at the TLS handshake");
    assertThat(mta.commands()).containsExactly("EHLO client.example", "STARTTLS");
    assertThat(send(policy(ClientTlsMode.REQUIRED, false), "mx.example")).isEqualTo("TLS");
  }

  @Test
  void theCertificateMustBeValidNow() throws Exception {
    mta.offerTls(
        authority.server(Instant.now().minus(Duration.ofHours(1)), "mx.example").context());
    assertThat(send(policy(ClientTlsMode.REQUIRED, true), "mx.example"))
        .isEqualTo("certificate expired or not yet valid at the TLS handshake");
  }

  @Test
  void anExpectedCertificateNeedsNothingElseAndNoOtherWillDo() throws Exception {
    TestAuthority.Server stranger = new TestAuthority().server("elsewhere.example");
    mta.offerTls(stranger.context());
    String hex =
        java.util.HexFormat.ofDelimiter(":")
            .withUpperCase()
            .formatHex(
                java.security.MessageDigest.getInstance("SHA-256")
                    .digest(stranger.certificate().getEncoded()));
    ClientTlsPolicy pinned =
        new ClientTlsPolicy(
            ClientTlsMode.REQUIRED, false, List.of(CertificateFingerprint.parse(hex)));
    assertThat(send(pinned, "mx.example")).isEqualTo("TLS");
    mta.offerTls(authority.server("mx.example").context());
    assertThat(send(pinned, "mx.example"))
        .isEqualTo("certificate not the expected one at the TLS handshake");
  }

  @Test
  void theNextConnectionResumesTheSession() throws Exception {
    javax.net.ssl.SSLContext context = authority.server("mx.example").context();
    mta.offerTls(context);
    for (int i = 0; i < 5; i++) {
      assertThat(send(policy(ClientTlsMode.REQUIRED, true), "mx.example")).isEqualTo("TLS");
    }
    long sessions = java.util.Collections.list(context.getServerSessionContext().getIds()).size();
    assertThat(mta.encryptedConnections()).isEqualTo(5);
    assertThat(sessions).isLessThan(5);
  }

  /** RFC 8689 §4.2.1. */
  @ParameterizedTest
  @CsvSource({
    "mx.example, true, 250 2.0.0 taken",
    "mx.example, false, 550 5.7.30",
    "other.example, true, 550 5.7.10",
  })
  void aMailThatRequiresTls(String host, boolean offered, String reply) throws Exception {
    if (offered) {
      mta.behave(FakeMtaTrait.REQUIRETLS);
    }
    ConnectResult result =
        connector.connect(
            mta.address(), host, HostAccess.of(policy(ClientTlsMode.OPPORTUNISTIC, false)));
    try (SmtpConnection connection = ((ConnectResult.Connected) result).connection()) {
      assertThat(
              connection
                  .send(mail(MailOptions.NONE.withRequireTls()), HELLO)
                  .results()
                  .getFirst()
                  .reply()
                  .toString())
          .startsWith(reply);
    }
    assertThat(mta.mails().stream().map(mail -> mail.mailArguments()))
        .allMatch(arguments -> arguments.endsWith(" REQUIRETLS"));
  }

  /** Closing a TLS socket waits for a write that hangs; ours must not. */
  @ParameterizedTest
  @EnumSource(
      value = FakeMtaTrait.class,
      names = {"DEAF_IN_DATA"})
  void aServerThatReadsNoMoreIsLeftInTime(FakeMtaTrait trait) throws Exception {
    mta.behave(trait);
    beHasty();
    ConnectResult result =
        connector.connect(
            mta.address(), "mx.example", HostAccess.of(policy(ClientTlsMode.REQUIRED, true)));
    SmtpConnection connection = ((ConnectResult.Connected) result).connection();
    MailContent large = MailContent.of(new byte[40 << 20]);
    TransactionResult sent =
        assertTimeoutPreemptively(
            Duration.ofSeconds(20), () -> connection.send(mail(MailOptions.NONE), large));
    assertThat(sent)
        .isInstanceOfSatisfying(
            TransactionResult.Broken.class,
            broken -> assertThat(broken.failure()).hasToString("timeout at the content"));
    assertThat(connection.isReusable()).isFalse();
  }
}
