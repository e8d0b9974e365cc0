package org.dromedary.scenario;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Random;
import java.util.concurrent.Callable;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.dromedary.testkit.FakeMta;
import org.dromedary.testkit.FakeMtaTrait;
import org.dromedary.testkit.RouterUnderTest;
import org.dromedary.testkit.SmtpTestClient;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** What a client sends is what arrives behind the trace fields, in a mailbox and by SMTP. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class OctetsTravelUnchangedIT {
  private static final Pattern TRACE =
      Pattern.compile("Received: from client\\.example [^\n]*\n(?:\t[^\n]*\n)+");
  private static final Pattern MAILBOX_TRACE =
      Pattern.compile("Return-Path: <[^\n]*>\nDelivered-To: ([^\n]*)\n" + TRACE);

  private final FakeMta smartHost = FakeMta.start();
  private final AtomicInteger number = new AtomicInteger();
  private RouterUnderTest router;

  @BeforeAll
  void start(@TempDir Path directory) {
    router = RouterUnderTest.in(directory).smartHosts(smartHost).start();
  }

  @AfterAll
  void stop() {
    router.close();
    smartHost.close();
  }

  static Stream<Arguments> contents() {
    return Stream.of(
        Arguments.of("empty mail", ""),
        Arguments.of("an empty line", "\r\n"),
        Arguments.of("header only", "Subject: x\r\n"),
        Arguments.of("empty body", "Subject: x\r\n\r\n"),
        Arguments.of("no header", "just text\r\nand: more\r\n"),
        Arguments.of("no header, empty first line", "\r\nbody\r\n"),
        Arguments.of("empty lines at the end", "Subject: x\r\n\r\nbody\r\n\r\n\r\n"),
        Arguments.of("dots", "Subject: x\r\n\r\n.\r\n..\r\n...\r\n.a\r\na.\r\n. \r\n"),
        Arguments.of("a dot first", ".\r\n"),
        Arguments.of("a dotted header", "..Subject: x\r\n\r\n"),
        Arguments.of("spaces at line ends", "Subject: x \r\n\r\nbody \t\r\n \r\n\t\r\n"),
        Arguments.of("mbox lines", "Subject: x\r\n\r\nFrom here\r\n>From there\r\n"),
        Arguments.of("every octet but NUL, CR and LF", "Subject: x\r\n\r\n" + everyOctet()),
        Arguments.of("eight-bit header", "Subject: \u00e9\u00ff\r\n\r\n\u0080\u00a0\r\n"),
        Arguments.of("lines of 998 octets", line(998) + line(998)),
        Arguments.of("long lines", line(999) + line(20_000) + line(300_000) + ".\r\n"),
        Arguments.of("folded fields", "Subject: a\r\n b\r\n\tc\r\nX:\r\n \r\n\r\nbody\r\n"),
        Arguments.of("old trace fields", "Return-Path: <old@x>\r\nReceived: by x\r\n\r\n"),
        Arguments.of("1 MiB and a little", "Subject: x\r\n\r\n" + random((1 << 20) + 3)),
        Arguments.of("30 MB", "Subject: x\r\n\r\n" + random(30_000_000)));
  }

  private static String line(int octets) {
    return "x".repeat(octets) + "\r\n";
  }

  private static String everyOctet() {
    StringBuilder text = new StringBuilder();
    for (char c = 1; c < 256; c++) {
      if (c != '\r' && c != '\n') {
        text.append(c).append(c % 16 == 0 ? "\r\n." : "");
      }
    }
    return text.append("\r\n").toString();
  }

  private static String random(int octets) {
    byte[] bytes = new byte[octets];
    new Random(octets).nextBytes(bytes);
    for (int i = 0; i < octets; i++) {
      if (bytes[i] == 0 || bytes[i] == '\r' || bytes[i] == '\n') {
        bytes[i] = '.';
      }
      if (i % 80 == 78) {
        bytes[i - 1] = '\r';
        bytes[i] = '\n';
      }
    }
    return new String(bytes, ISO_8859_1) + "\r\n";
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("contents")
  void arriveAsTheyWere(String name, String content) throws Exception {
    String tag = "m" + number.incrementAndGet();
    String local = "alice+" + tag + "@example.org";
    String remote = tag + "@elsewhere.example";
    try (SmtpTestClient client = SmtpTestClient.greeted(router.smtp())) {
      byte[] octets = content.getBytes(ISO_8859_1);
      assertThat(client.mail("a@client.example", List.of(local, remote), octets))
          .startsWith("250 2.0.0");
    }
    within30Seconds(() -> !smartHost.mailsTo(remote).isEmpty());
    String sent = smartHost.mailsTo(remote).getFirst().text();
    Matcher trace = TRACE.matcher(sent.replace("\r\n", "\n"));
    assertThat(trace.lookingAt()).isTrue();
    int lines = (int) trace.group().chars().filter(c -> c == '\n').count();
    assertThat(sent.substring(trace.end() + lines).equals(content)).as("by SMTP").isTrue();

    within30Seconds(() -> router.mailbox("alice", "Delivered-To: " + local).size() == 1);
    String stored = router.mailbox("alice", "Delivered-To: " + local).getFirst();
    Matcher mailboxTrace = MAILBOX_TRACE.matcher(stored);
    assertThat(mailboxTrace.lookingAt()).isTrue();
    assertThat(stored.substring(mailboxTrace.end()).equals(content.replace("\r\n", "\n")))
        .as("in the mailbox")
        .isTrue();
    router.emptyMailbox("alice");
  }

  private static void within30Seconds(Callable<Boolean> condition) {
    await().atMost(Duration.ofSeconds(30)).until(condition);
  }

  @ParameterizedTest
  @MethodSource("eightBit")
  void eightBitMailReachesAServerThatDoesNotOfferIt(String content) {
    String remote = "seven" + number.incrementAndGet() + "@elsewhere.example";
    smartHost.behave(FakeMtaTrait.NO_8BITMIME, FakeMtaTrait.ONE_MAIL_PER_CONNECTION);
    smartHost.dropConnections();
    try {
      router.deliver("a@client.example", remote, content);
      within30Seconds(() -> !smartHost.mailsTo(remote).isEmpty());
      assertThat(smartHost.mailsTo(remote).getFirst().text()).endsWith(content);
    } finally {
      smartHost.behave();
    }
  }

  static Stream<String> eightBit() {
    return Stream.of("Subject: x\r\n\r\n\u00e9\r\n", "Subject: \u00fc\r\n\r\n");
  }
}
