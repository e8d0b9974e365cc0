package org.dromedary.scenario;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.nio.file.Path;
import java.time.Duration;
import org.awaitility.core.ThrowingRunnable;
import org.dromedary.testkit.FakeDns;
import org.dromedary.testkit.FakeMta;
import org.dromedary.testkit.RouterUnderTest;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Hosts are found by the name servers of a rule, or as a file says. */
class RuleNamesItsNameServersIT {
  private static final String SENDER = "alice@example.org";
  private static final String MAIL = "Subject: hi\r\n\r\n";

  private final FakeDns outside = FakeDns.start();
  private final FakeDns inside = FakeDns.start();
  private final FakeMta mta = FakeMta.start();
  private RouterUnderTest router;

  @BeforeEach
  void start(@TempDir Path directory) {
    inside.mx("inside.example", 10, "mx.inside.example").a("mx.inside.example", "127.0.0.1");
    router = RouterUnderTest.in(directory).mailExchangers(outside, mta.port());
  }

  @AfterEach
  void stop() {
    router.close();
    mta.close();
    inside.close();
    outside.close();
  }

  private static void eventually(ThrowingRunnable assertion) {
    await().atMost(Duration.ofSeconds(20)).untilAsserted(assertion);
  }

  @Test
  void aRuleAsksItsOwn() {
    router
        .routeFile(
            "routing-table.yaml",
            "rules: [{name: in, recipient: inside.example, action: mx, dns-servers: '127.0.0.1:PORT'}]"
                .replace("PORT", Integer.toString(inside.address().getPort())))
        .start()
        .deliver(SENDER, "u@inside.example", MAIL);
    eventually(() -> assertThat(mta.mailsTo("u@inside.example")).hasSize(1));
    assertThat(outside.queries()).isEmpty();
  }

  @Test
  void anOverrideGoesBeforeAllServers() {
    router
        .routeFile(
            "dns-overrides.yaml",
            """
            overrides:
              - {name: partner.example, mx: gateway.partner.example}
              - {name: gateway.partner.example, addresses: 127.0.0.1}
            """)
        .start()
        .deliver(SENDER, "u@partner.example", MAIL);
    eventually(() -> assertThat(mta.mailsTo("u@partner.example")).hasSize(1));
    assertThat(outside.queries()).isEmpty();
  }
}
