package org.dromedary.scenario;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.nio.file.Path;
import java.time.Duration;
import org.dromedary.testkit.FakeDns;
import org.dromedary.testkit.FakeMta;
import org.dromedary.testkit.FakeMtaTrait;
import org.dromedary.testkit.RouterUnderTest;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A rule says which of the hosts of a domain are tried. */
class MxOptionsIT {
  private final FakeDns dns = FakeDns.start();
  private final FakeMta one = FakeMta.startAt("127.0.0.2", 0);
  private final FakeMta two = FakeMta.startAt("127.0.0.3", one.port());
  private RouterUnderTest router;

  @BeforeEach
  void start(@TempDir Path directory) {
    dns.a("one.example", "127.0.0.2").a("two.example", "127.0.0.3");
    router =
        RouterUnderTest.in(directory)
            .mailExchangers(dns, one.port())
            .routeFile(
                "routing-table.yaml",
                """
                rules:
                  - {name: first, recipient: first.example, action: mx, mx-first-host-only: true}
                  - {name: strict, recipient: strict.example, action: mx, mx-implicit: false}
                """)
            .start();
  }

  @AfterEach
  void stop() {
    router.close();
    one.close();
    two.close();
    dns.close();
  }

  private void send(String recipient) {
    router.deliver("alice@example.org", recipient, "Subject: to " + recipient + "\r\n\r\n");
  }

  @Test
  void onlyTheFirstHostThatTakesAConnectionIsTried() {
    one.behave(FakeMtaTrait.DEFER_MAIL);
    for (String domain : new String[] {"first.example", "usual.example"}) {
      dns.mx(domain, 10, "one.example").mx(domain, 20, "two.example");
      send("u@" + domain);
    }
    await().atMost(Duration.ofSeconds(20)).until(() -> two.mailsTo("u@usual.example").size() == 1);
    one.behave();
    await().atMost(Duration.ofSeconds(20)).until(() -> one.mailsTo("u@first.example").size() == 1);
    assertThat(two.mailsTo("u@first.example")).isEmpty();
  }

  @Test
  void oneThatTakesNoConnectionIsNotTheFirst() {
    dns.mx("first.example", 10, "off.example").a("off.example", "127.0.0.4");
    dns.mx("first.example", 20, "two.example");
    send("u@first.example");
    await().atMost(Duration.ofSeconds(20)).until(() -> two.mailsTo("u@first.example").size() == 1);
  }

  @Test
  void aDomainWithoutMxMayHaveNoMail() {
    dns.a("strict.example", "127.0.0.3");
    send("u@strict.example");
    await().atMost(Duration.ofSeconds(20)).until(() -> router.mailbox("alice").size() == 1);
    assertThat(router.mailbox("alice").getFirst())
        .contains("Status: 5.4.4")
        .contains("has no MX record");
    assertThat(two.mails()).isEmpty();
  }
}
