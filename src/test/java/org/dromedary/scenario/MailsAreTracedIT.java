package org.dromedary.scenario;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;
import static org.awaitility.Awaitility.await;

import java.nio.file.Path;
import java.security.MessageDigest;
import java.time.Duration;
import java.util.HexFormat;
import java.util.List;
import org.awaitility.core.ThrowingRunnable;
import org.dromedary.testkit.FakeMta;
import org.dromedary.testkit.RouterUnderTest;
import org.dromedary.testkit.TraceSink;
import org.dromedary.testkit.TraceSink.ReceivedSpan;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Each mail is one trace of OpenTelemetry, which a collector gets by OTLP. */
class MailsAreTracedIT {
  private static final String MAIL = "Subject: hi\r\n\r\nbody\r\n";

  private final TraceSink sink = TraceSink.start();
  private final FakeMta mta = FakeMta.start();

  @AfterEach
  void stop() {
    mta.close();
    sink.close();
  }

  private RouterUnderTest router(Path directory) {
    return RouterUnderTest.in(directory).smartHosts(mta).set("tracing.otlp-endpoint", sink.url());
  }

  private static void eventually(ThrowingRunnable assertion) {
    await().atMost(Duration.ofSeconds(30)).untilAsserted(assertion);
  }

  private static String queueId(String reply) {
    return reply.strip().substring(reply.strip().lastIndexOf(' ') + 1);
  }

  private static String traceOf(String queueId) throws Exception {
    byte[] digest = MessageDigest.getInstance("SHA-256").digest(queueId.getBytes(US_ASCII));
    return HexFormat.of().formatHex(digest, 0, 16);
  }

  @Test
  void aMailIsOneTraceOverARestart(@TempDir Path directory) throws Exception {
    try (RouterUnderTest router = router(directory).start()) {
      String id =
          queueId(
              router.deliver(
                  "a@client.example",
                  List.of("greylist@elsewhere.example", "bob@example.org"),
                  MAIL));
      eventually(
          () ->
              assertThat(sink.of(id))
                  .anyMatch(span -> "deferred".equals(span.attributes().get("dromedary.status"))));
      router.restart();
      eventually(
          () ->
              assertThat(sink.of(id))
                  .extracting(ReceivedSpan::name)
                  .containsExactlyInAnyOrder("accept", "route", "deliver", "deliver", "deliver"));
      assertOneTrace(id);
      assertAttempts(id);
    }
  }

  private void assertOneTrace(String id) throws Exception {
    String trace = traceOf(id);
    ReceivedSpan root =
        sink.of(id).stream().filter(s -> s.name().equals("accept")).findFirst().orElseThrow();
    assertThat(root.parent()).isEmpty();
    assertThat(sink.of(id)).allMatch(span -> span.trace().equals(trace));
    assertThat(sink.of(id))
        .filteredOn(span -> !span.name().equals("accept"))
        .allMatch(span -> span.parent().equals(root.id()));
    assertThat(sink.of(id)).extracting(ReceivedSpan::id).doesNotHaveDuplicates();
  }

  private void assertAttempts(String id) {
    String relay = "[127.0.0.1]:" + mta.port();
    assertThat(sink.of(id))
        .filteredOn(span -> span.name().equals("deliver"))
        .extracting(
            span -> span.attributes().get("dromedary.next_hop"),
            span -> span.attributes().get("dromedary.status"),
            span -> span.attributes().get("dromedary.reply_code"))
        .containsExactlyInAnyOrder(
            tuple("maildir", "delivered", "250"),
            tuple(relay, "deferred", "450"),
            tuple(relay, "delivered", "250"));
  }

  @Test
  void noAddressOfSenderOrRecipientIsTold(@TempDir Path directory) {
    try (RouterUnderTest router = router(directory).start()) {
      String id = queueId(router.deliver("secret@client.example", "whoever@b.example", MAIL));
      eventually(() -> assertThat(sink.of(id)).hasSize(3));
      assertThat(sink.of(id).toString()).doesNotContain("secret", "whoever", "b.example");
      String local = queueId(router.deliver("secret@client.example", "bob@example.org", MAIL));
      eventually(() -> assertThat(sink.of(local)).hasSize(3));
      assertThat(sink.of(local).toString()).doesNotContain("secret", "bob");
    }
  }

  @Test
  void mailGoesOnWithoutTheCollector(@TempDir Path directory) {
    sink.close();
    try (RouterUnderTest router = router(directory).start()) {
      router.deliver("a@client.example", "alice@example.org", MAIL);
      eventually(() -> assertThat(router.mailbox("alice")).hasSize(1));
    }
  }
}
