package org.dromedary;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.dromedary.cli.ExitCode;
import org.dromedary.settings.SettingsReader;
import org.dromedary.testkit.FakeMta;
import org.dromedary.testkit.FakeMtaTrait;
import org.dromedary.testkit.TestAuthority;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code route test} talks to real servers and sends nothing. */
class RouteProbeIT {
  private final FakeMta first = FakeMta.start();
  private final FakeMta second = FakeMta.start();
  private final StringWriter out = new StringWriter();
  private final StringWriter err = new StringWriter();
  private final TestAuthority authority = new TestAuthority();
  @TempDir private Path directory;

  @BeforeEach
  void writeTables() throws IOException {
    authority.write(directory.resolve("roots.pem"));
    Files.writeString(directory.resolve("secret"), "right");
    Files.writeString(
        directory.resolve("mailboxes.yaml"), "mailboxes: [{address: alice@example.org}]");
    Files.writeString(
        directory.resolve("routing-table.yaml"),
        """
        rules:
          - name: partner
            recipient: b.example
            action: relay
            hosts: ["127.0.0.1:%d", "127.0.0.1:%d"]
            tls-verify: true
            login: us
            password: "{{file:%s}}"
        """
            .formatted(first.port(), second.port(), directory.resolve("secret")));
  }

  @AfterEach
  void stop() {
    first.close();
    second.close();
  }

  private int test(String... arguments) {
    List<String> all =
        new ArrayList<>(
            List.of(
                "route",
                "test",
                "--set=dromedary.hostname=router.example.org",
                "--set=dromedary.data-directory=" + directory.resolve("data"),
                "--set=dromedary.routes-directory=" + directory,
                "--set=dromedary.local-domains=example.org",
                "--set=dromedary.outbound.tls-roots=" + directory.resolve("roots.pem")));
    all.addAll(List.of(arguments));
    Path home = Path.of("").toAbsolutePath();
    return new Main(
            home,
            new SettingsReader(home, Map.of()),
            new PrintWriter(out, true),
            new PrintWriter(err, true))
        .execute(all.toArray(String[]::new));
  }

  @Test
  void eachHostSaysWhatItSaysToADelivery() {
    first.behave(FakeMtaTrait.DEFER_GREETING);
    second.offerTls(authority.server("127.0.0.1").context());
    second.demandLogin("us", "right", "PLAIN");

    assertThat(test("ok@b.example", "--from", "alice@example.org")).isEqualTo(ExitCode.OK);

    assertThat(out.toString().lines())
        .containsSequence(
            "  does not 127.0.0.1:%d".formatted(first.port()).replace("127.0.0.1", "[127.0.0.1]"),
            "           the greeting: 421 4.3.2 come back later",
            "  takes it [127.0.0.1]:" + second.port(),
            "           TLSv1.3 TLS_AES_256_GCM_SHA384, certificate verified",
            "           logged in as us",
            "           MAIL FROM: 250 2.1.0 sender ok",
            "           RCPT TO: 250 2.1.5 recipient ok");
    assertThat(second.commands())
        .contains("MAIL FROM:<alice@example.org> SIZE=0")
        .endsWith("QUIT")
        .doesNotContain("DATA");
    assertThat(second.mails()).isEmpty();
  }

  @Test
  void aRecipientThatNobodyTakesHasNoWay() {
    first.offerTls(authority.server("127.0.0.1").context());
    first.demandLogin("us", "right", "PLAIN");
    second.stop();

    assertThat(test("fail-rcpt@b.example")).isEqualTo(ExitCode.FAILURE);

    assertThat(out.toString())
        .contains("RCPT TO: 550 5.1.1 no such user")
        .contains("connection refused at connecting");
  }

  @Test
  void aLocalMailboxNeedsNoTalk() {
    assertThat(test("alice@example.org")).isEqualTo(ExitCode.OK);
    assertThat(test("bob@example.org")).isEqualTo(ExitCode.FAILURE);
    assertThat(first.connections() + second.connections()).isZero();
  }
}
