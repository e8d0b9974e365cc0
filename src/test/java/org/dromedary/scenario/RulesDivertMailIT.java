package org.dromedary.scenario;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.awaitility.core.ThrowingRunnable;
import org.dromedary.testkit.FakeMta;
import org.dromedary.testkit.RouterUnderTest;
import org.dromedary.testkit.SpoolView;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Rules of the routing table send mail elsewhere, keep it here or back, and copy it. */
class RulesDivertMailIT {
  private static final String SENDER = "alice@example.org";
  private static final String RULES =
      """
      rules:
        - {name: archive, recipient: audited.example, action: copy-to, to: bob@example.org}
        - {name: moved, recipient: old.example, action: redirect, to: new@elsewhere.example}
        - {name: here, recipient: here.example, action: local}
        - {name: held back, recipient: waits.example, action: hold}
        - {name: to b, recipient: a@loop.example, action: redirect, to: b@loop.example}
        - {name: to a, recipient: b@loop.example, action: redirect, to: a@loop.example}
      """;

  private final FakeMta mta = FakeMta.start();
  private RouterUnderTest router;

  @BeforeEach
  void start(@TempDir Path directory) {
    router =
        RouterUnderTest.in(directory)
            .smartHosts(mta)
            .routeFile("routing-table.yaml", RULES)
            .routeFile(
                "mailboxes.yaml", "mailboxes: [{address: alice}, {address: bob}, {address: carol}]")
            .start();
  }

  @AfterEach
  void stop() {
    router.close();
    mta.close();
  }

  private static void eventually(ThrowingRunnable assertion) {
    await().atMost(Duration.ofSeconds(20)).untilAsserted(assertion);
  }

  private static long held() throws Exception {
    try (SpoolView queues = SpoolView.open()) {
      return queues.depth("mail.held");
    }
  }

  @Test
  void eachRecipientGoesWhereItsRuleSays() {
    router.deliver(
        SENDER,
        List.of("u@audited.example", "u@old.example", "carol@here.example", "a@loop.example"),
        "Subject: four ways\r\n\r\n");
    eventually(
        () -> {
          assertThat(mta.mailsTo("u@audited.example")).hasSize(1);
          assertThat(mta.mailsTo("new@elsewhere.example")).hasSize(1);
          assertThat(router.mailbox("bob")).hasSize(1);
          assertThat(router.mailbox("carol")).hasSize(1);
          assertThat(router.mailbox("alice")).hasSize(1);
        });
    assertThat(mta.mailsTo("u@old.example")).isEmpty();
    assertThat(router.mailbox("alice").getFirst())
        .contains("Action: failed\nStatus: 5.4.6\n")
        .contains("a@loop.example")
        .doesNotContain("audited.example");
  }

  @Test
  void heldMailGoesOnWhenTheTableLetsIt() {
    router.deliver(SENDER, List.of("u@waits.example"), "Subject: waits\r\n\r\n");
    router.deliver(SENDER, List.of("u@waits.example"), "Subject: as well\r\n\r\n");
    eventually(() -> assertThat(held()).isEqualTo(2));

    router.routeFile("routing-table.yaml", RULES.replace("held back", "still held back"));
    router.routeFile("routing-table.yaml", "rules: []");
    eventually(() -> assertThat(mta.mailsTo("u@waits.example")).hasSize(2));
    eventually(() -> assertThat(held()).isZero());
  }

  @Test
  void heldMailIsCopiedOnceHoweverOftenItIsRouted() {
    String copied = RULES.replace("recipient: audited.example", "recipient: \"*.example\"");
    router.stop().routeFile("routing-table.yaml", copied).start();
    router.deliver(SENDER, List.of("u@waits.example"), "Subject: waits\r\n\r\n");
    eventually(() -> assertThat(held()).isEqualTo(1));

    router.routeFile(
        "routing-table.yaml",
        copied
            .replace("held back", "let go")
            .replace("action: hold", "action: redirect, to: new@elsewhere.example"));
    eventually(() -> assertThat(mta.mailsTo("new@elsewhere.example")).hasSize(1));
    assertThat(router.mailbox("bob")).hasSize(1);
  }

  @Test
  void heldMailOutlivesARestart() {
    router.deliver(SENDER, List.of("u@waits.example"), "Subject: waits\r\n\r\n");
    eventually(() -> assertThat(held()).isEqualTo(1));

    router.stop().routeFile("routing-table.yaml", "rules: []").start();
    eventually(() -> assertThat(mta.mailsTo("u@waits.example")).hasSize(1));
  }

  @Test
  void waitingMailIsDivertedByANewTableAndNotCopiedAgain() {
    mta.stop();
    router.deliver(
        SENDER, List.of("u@audited.example", "v@elsewhere.example"), "Subject: waits\r\n\r\n");
    eventually(() -> assertThat(router.mailbox("bob")).hasSize(1));

    router.routeFile(
        "routing-table.yaml",
        """
        rules:
          - {name: archive, recipient: "*", action: copy-to, to: bob@example.org}
          - {name: moved, recipient: "*", action: redirect, to: carol@example.org}
        """);
    eventually(() -> assertThat(router.mailbox("carol")).isNotEmpty());
    assertThat(router.mailbox("bob")).hasSize(1);
  }
}
