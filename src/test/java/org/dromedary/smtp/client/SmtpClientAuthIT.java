package org.dromedary.smtp.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import org.dromedary.mail.Domain;
import org.dromedary.routing.HostAccess;
import org.dromedary.routing.RelayLogin;
import org.dromedary.routing.SecretReference;
import org.dromedary.testkit.FakeMta;
import org.dromedary.testkit.FakeMtaTrait;
import org.dromedary.testkit.TestAuthority;
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
import org.junit.jupiter.params.provider.ValueSource;

/** Logins at servers that take mail of their users only (RFC 4954). */
@Timeout(60)
class SmtpClientAuthIT {
  private static final String USER = "relay-user@example.org";
  private static final String SECRET = "s\u00e9cret of ours";

  private final TestAuthority authority = new TestAuthority();
  private final FakeMta mta = FakeMta.start();
  private final ScheduledExecutorService watchdog = Executors.newScheduledThreadPool(1);
  private SmtpConnector connector;
  private Path secret;

  @BeforeEach
  void start(@TempDir Path directory) throws Exception {
    secret = Files.writeString(directory.resolve("secret"), SECRET + "\n");
    connector =
        new SmtpConnector(
            new SmtpClientSettings(
                Domain.parse("client.example"), SmtpClientSettings.Timeouts.DEFAULTS, List.of()),
            ClientTls.load(List.of(authority.write(directory.resolve("roots.pem")))),
            watchdog);
    mta.offerTls(authority.server("mx.example").context());
  }

  @AfterEach
  void stop() {
    connector.close();
    watchdog.close();
    mta.close();
  }

  private RelayLogin login(RelayLogin.Kind kind) {
    return new RelayLogin(USER, kind, new SecretReference.InFile(secret), false);
  }

  private String connect(RelayLogin login) {
    return connect(login, "mx.example", ClientTlsMode.OPPORTUNISTIC);
  }

  /** Gives {@code connected}, or why not. */
  private String connect(RelayLogin login, String host, ClientTlsMode mode) {
    HostAccess access =
        new HostAccess(new ClientTlsPolicy(mode, false, List.of()), Optional.of(login));
    return switch (connector.connect(mta.address(), host, access)) {
      case ConnectResult.Connected connected -> {
        connected.connection().close();
        yield "connected";
      }
      case ConnectResult.Refused refused -> refused.stage() + ": " + refused.reply();
      case ConnectResult.Broken broken -> broken.failure().toString();
    };
  }

  private List<String> authCommands() {
    return mta.commands().stream()
        .filter(command -> command.startsWith("AUTH"))
        .map(command -> command.replaceFirst("(AUTH \\S+).*", "$1"))
        .toList();
  }

  @ParameterizedTest
  @CsvSource({
    "PLAIN, PASSWORD, PLAIN",
    "LOGIN, PASSWORD, LOGIN",
    "LOGIN PLAIN, PASSWORD, PLAIN",
    "PLAIN CRAM-MD5 LOGIN, PASSWORD, CRAM-MD5",
    "XOAUTH2 PLAIN, PASSWORD, PLAIN",
    "PLAIN XOAUTH2, TOKEN, XOAUTH2",
  })
  void theStrongestMechanismIsTaken(String offered, RelayLogin.Kind kind, String taken) {
    mta.demandLogin(USER, SECRET, offered.split(" ", -1));
    assertThat(connect(login(kind))).isEqualTo("connected");
    assertThat(authCommands()).containsExactly("AUTH " + taken);
  }

  @ParameterizedTest
  @ValueSource(strings = {"PLAIN", "LOGIN", "CRAM-MD5"})
  void aWrongPasswordIsRefused(String mechanism) throws IOException {
    mta.demandLogin(USER, SECRET, mechanism);
    Files.writeString(secret, "wrong");
    assertThat(connect(login(RelayLogin.Kind.PASSWORD))).isEqualTo("AUTH: 535 5.7.8 not you");
    assertThat(mta.commands()).endsWith("QUIT");
    // the file is read each time
    Files.writeString(secret, SECRET);
    assertThat(connect(login(RelayLogin.Kind.PASSWORD))).isEqualTo("connected");
  }

  @Test
  void aTokenThatIsNotTakenIsRefused() throws IOException {
    mta.demandLogin(USER, SECRET, "XOAUTH2");
    Files.writeString(secret, "expired");
    assertThat(connect(login(RelayLogin.Kind.TOKEN))).isEqualTo("AUTH: 535 5.7.8 not you");
  }

  @ParameterizedTest
  @CsvSource({"mx.example, NONE", "other.example, OPPORTUNISTIC", "other.example, REQUIRED"})
  void nobodyGetsASecretWhoIsNotVerified(String host, ClientTlsMode mode) {
    mta.demandLogin(USER, SECRET, "PLAIN");
    RelayLogin login = login(RelayLogin.Kind.PASSWORD);
    assertThat(connect(login, host, mode))
        .isEqualTo("the server is not verified, so it gets no login at AUTH");
    assertThat(authCommands()).isEmpty();

    RelayLogin lax = new RelayLogin(USER, login.kind(), login.secret(), true);
    assertThat(connect(lax, host, mode)).isEqualTo("connected");
  }

  @Test
  void noSuitableMechanismIsNoReasonToGoOnWithout() {
    mta.demandLogin(USER, SECRET, "GSSAPI", "DIGEST-MD5");
    assertThat(connect(login(RelayLogin.Kind.PASSWORD)))
        .isEqualTo("no suitable AUTH is offered at AUTH");
  }

  @ParameterizedTest
  @CsvSource({
    "DEFER_AUTH, AUTH: 454 4.7.0 not just now",
    "ENDLESS_AUTH, protocol violation at AUTH",
  })
  void aServerThatMisbehaves(FakeMtaTrait trait, String outcome) {
    mta.demandLogin(USER, SECRET, "LOGIN");
    mta.behave(trait);
    assertThat(connect(login(RelayLogin.Kind.PASSWORD))).isEqualTo(outcome);
    await().untilAsserted(() -> assertThat(mta.openConnections()).isZero());
  }

  @Test
  void aSecretThatIsGoneIsOurFault() throws IOException {
    mta.demandLogin(USER, SECRET, "PLAIN");
    Files.delete(secret);
    assertThat(connect(login(RelayLogin.Kind.PASSWORD)))
        .isEqualTo("the secret of the login cannot be read at AUTH");
  }
}
