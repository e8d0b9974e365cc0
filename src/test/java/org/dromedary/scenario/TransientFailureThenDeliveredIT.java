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
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What a peer refuses for now is tried again and arrives once; the sender hears nothing. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class TransientFailureThenDeliveredIT {
  private final FakeMta mta = FakeMta.start();
  private RouterUnderTest router;

  @BeforeAll
  void start(@TempDir Path directory) {
    router = RouterUnderTest.in(directory).smartHosts(mta).start();
  }

  @AfterAll
  void stop() {
    router.close();
    mta.close();
  }

  private void arrivesOnce(String recipient) {
    await().atMost(Duration.ofSeconds(20)).until(() -> mta.mailsTo(recipient).size() == 1);
    assertThat(router.mailbox("alice")).isEmpty();
  }

  @Test
  void passesGreylisting() {
    router.deliver("alice@example.org", "greylist@elsewhere.example", "Subject: x\r\n\r\n");
    await()
        .until(
            () ->
                mta.commands().stream()
                        .filter(line -> line.startsWith("RCPT TO:<greylist@"))
                        .count()
                    == 1);
    arrivesOnce("greylist@elsewhere.example");
  }

  @ParameterizedTest
  @EnumSource(
      value = FakeMtaTrait.class,
      names = {"DEFER_GREETING", "REFUSE_GREETING", "DEFER_EHLO", "DEFER_MAIL", "RESET_CONNECTION"})
  void outlastsARefusal(FakeMtaTrait trait) {
    mta.behave(trait);
    mta.dropConnections();
    int before = mta.connections();
    String recipient = "trait-" + trait.name() + "@elsewhere.example";
    router.deliver("alice@example.org", recipient, "Subject: x\r\n\r\n");
    await().until(() -> mta.connections() > before);
    mta.behave();
    arrivesOnce(recipient);
  }

  @Test
  void outlastsAStoppedServer() {
    mta.stop();
    router.deliver("alice@example.org", "stopped@elsewhere.example", "Subject: x\r\n\r\n");
    mta.restart();
    arrivesOnce("stopped@elsewhere.example");
  }
}
