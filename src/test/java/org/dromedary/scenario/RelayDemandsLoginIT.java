package org.dromedary.scenario;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.dromedary.testkit.EventSubscriber;
import org.dromedary.testkit.FakeMta;
import org.dromedary.testkit.RouterUnderTest;
import org.dromedary.testkit.TestAuthority;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A relay takes mail of its users only. */
class RelayDemandsLoginIT {
  private final TestAuthority authority = new TestAuthority();
  private final FakeMta relay = FakeMta.start();
  private Path secret;
  private RouterUnderTest router;

  @BeforeEach
  void configure(@TempDir Path directory) throws IOException {
    secret = Files.writeString(directory.resolve("secret"), "right\n");
    relay.offerTls(authority.server("127.0.0.1").context());
    relay.demandLogin("us", "right", "PLAIN", "LOGIN");
    router =
        RouterUnderTest.in(directory)
            .smartHosts(relay)
            .set("outbound.tls-roots", authority.write(directory.resolve("roots.pem")).toString());
  }

  @AfterEach
  void stop() {
    router.close();
    relay.close();
  }

  private void awaitMailFor(String recipient) {
    await().atMost(Duration.ofSeconds(20)).until(() -> relay.mailsTo(recipient).size() == 1);
  }

  @Test
  void mailWaitsForTheRightPassword() throws Exception {
    Files.writeString(secret, "wrong");
    router.set("outbound.user", "us").set("outbound.password", "{{file:" + secret + "}}").start();
    try (EventSubscriber events = EventSubscriber.open("loginFailed")) {
      router.deliver("alice@example.org", List.of("first@elsewhere.example"), "Subject: x\r\n\r\n");
      assertThat(events.read(1).getFirst())
          .contains("\"event\":\"loginFailed\"", "\"user\":\"us\"", "535")
          .doesNotContain("wrong");
    }
    router.deliver("alice@example.org", List.of("ok@elsewhere.example"), "Subject: x\r\n\r\n");
    await().atMost(Duration.ofSeconds(20)).until(() -> relay.connections() >= 2);
    assertThat(relay.mails()).isEmpty();
    assertThat(router.mailbox("alice")).as("notices").isEmpty();

    Files.writeString(secret, "right");
    awaitMailFor("ok@elsewhere.example");
  }

  @Test
  void aRuleHasALoginOfItsOwnAndOthersHaveNone() {
    FakeMta other = FakeMta.start();
    other.offerTls(authority.server("127.0.0.1").context());
    other.demandLogin("nobody", "x", "PLAIN");
    try (other) {
      router
          .smartHosts(other)
          .set("retry.lifetime", "1h")
          .routeFile(
              "routing-table.yaml",
              """
              rules:
                - name: partner
                  recipient: partner.example
                  action: relay
                  hosts: 127.0.0.1:%d
                  tls: required
                  login: us
                  password: "{{file:%s}}"
              """
                  .formatted(relay.port(), secret))
          .start();
      router.deliver(
          "alice@example.org",
          List.of("ok@partner.example", "ok@elsewhere.example"),
          "Subject: x\r\n\r\n");
      awaitMailFor("ok@partner.example");
      await().until(() -> other.commands().stream().anyMatch(line -> line.startsWith("MAIL")));
      assertThat(other.commands()).noneMatch(line -> line.startsWith("AUTH"));
    }
  }
}
