package org.dromedary.scenario;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.nio.file.Path;
import java.time.Duration;
import org.dromedary.testkit.FakeMta;
import org.dromedary.testkit.FakeMtaTrait;
import org.dromedary.testkit.RouterUnderTest;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Of two smart hosts the first is used while it answers. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class SmartHostFailOverIT {
  private final FakeMta primary = FakeMta.startAt("127.0.0.2", 0);
  private final FakeMta backup = FakeMta.startAt("127.0.0.3", 0);
  private RouterUnderTest router;

  @BeforeAll
  void start(@TempDir Path directory) {
    router =
        RouterUnderTest.in(directory)
            .smartHosts(primary, backup)
            .set("outbound.timeout.greeting", "300ms")
            .start();
  }

  @BeforeEach
  void recover() {
    primary.behave();
    primary.restart();
    primary.dropConnections();
    backup.dropConnections();
    await().until(() -> primary.openConnections() + backup.openConnections() == 0);
  }

  @AfterAll
  void stop() {
    router.close();
    primary.close();
    backup.close();
  }

  private void arrivesAt(FakeMta expected, String recipient) {
    router.deliver("a@client.example", recipient, "Subject: x\r\n\r\n");
    await()
        .atMost(Duration.ofSeconds(20))
        .until(() -> primary.mailsTo(recipient).size() + backup.mailsTo(recipient).size() == 1);
    assertThat(expected.mailsTo(recipient)).hasSize(1);
  }

  @Test
  void usesTheFirst() {
    arrivesAt(primary, "first@elsewhere.example");
  }

  @Test
  void usesTheSecondWhileTheFirstRefusesConnections() {
    primary.stop();
    arrivesAt(backup, "down@elsewhere.example");
  }

  @ParameterizedTest
  @EnumSource(
      value = FakeMtaTrait.class,
      names = {
        "RESET_CONNECTION",
        "DEFER_GREETING",
        "REFUSE_GREETING",
        "SILENT",
        "GARBAGE",
        "REFUSE_EHLO",
        "DEFER_MAIL",
        "SHUT_DOWN_AT_MAIL"
      })
  void usesTheSecondWhenTheFirstDoesNotTakePart(FakeMtaTrait trait) {
    primary.behave(trait);
    arrivesAt(backup, "trait-" + trait.name() + "@elsewhere.example");
  }

  @Test
  void returnsToTheFirstWhenItIsBack() {
    primary.stop();
    arrivesAt(backup, "before@elsewhere.example");
    primary.restart();
    await().until(() -> backup.openConnections() == 0);
    arrivesAt(primary, "after@elsewhere.example");
  }
}
