package org.dromedary.smtp.client;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIOException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import org.dromedary.mail.BodyType;
import org.dromedary.mail.Domain;
import org.dromedary.mail.Envelope;
import org.dromedary.mail.ForwardPath;
import org.dromedary.mail.MailContent;
import org.dromedary.mail.MailOptions;
import org.dromedary.mail.Notify;
import org.dromedary.mail.OriginalRecipient;
import org.dromedary.mail.Recipient;
import org.dromedary.mail.Ret;
import org.dromedary.mail.ReversePath;
import org.dromedary.routing.HostAccess;
import org.dromedary.testkit.FakeMta;
import org.dromedary.testkit.FakeMtaMail;
import org.dromedary.testkit.FakeMtaTrait;
import org.dromedary.tls.ClientTls;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

@Timeout(60)
class SmtpConnectionIT {
  private static final MailContent HELLO = content("Subject: hello\r\n\r\nhello\r\n");

  /** More than the buffers of both sides can hold. */
  private static final int LARGE_OCTETS = 40 << 20;

  private final FakeMta mta = FakeMta.start();
  private final ScheduledExecutorService watchdog = Executors.newScheduledThreadPool(1);
  private static final Duration PATIENT = Duration.ofSeconds(20);

  private final SmtpConnector patient = connector(PATIENT, PATIENT);

  /** Only for what shall run into a timeout: a busy machine must not make others do so. */
  private final SmtpConnector hasty = connector(PATIENT, Duration.ofSeconds(3));

  private final SmtpConnector hastyAtGreeting = connector(Duration.ofMillis(400), PATIENT);

  private SmtpConnector connector(Duration greeting, Duration timeout) {
    var timeouts =
        new SmtpClientSettings.Timeouts(PATIENT, greeting, timeout, timeout, timeout, timeout);
    Domain hostname = Domain.parse("client.example");
    return new SmtpConnector(
        new SmtpClientSettings(hostname, timeouts, List.of()),
        ClientTls.trustingRootsOfJava(),
        watchdog);
  }

  @AfterEach
  void stop() {
    patient.close();
    hasty.close();
    hastyAtGreeting.close();
    watchdog.close();
    mta.close();
  }

  @Test
  void sendsMailsOnOneConnectionAndQuits() throws Exception {
    try (SmtpConnection connection = connect()) {
      assertThat(connection.describe()).isEqualTo("mx.example[127.0.0.1]:" + mta.port());
      assertThat(connection.remoteAddress()).isEqualTo(mta.address());
      for (int i = 0; i < 3; i++) {
        assertThat(send(connection, "ok@b.example", "also@b.example"))
            .containsExactly(
                "ok@b.example MESSAGE 250 2.0.0 taken", "also@b.example MESSAGE 250 2.0.0 taken");
        assertThat(connection.isReusable()).isTrue();
      }
    }

    assertThat(mta.connections()).isOne();
    assertThat(mta.mails()).hasSize(3);
    FakeMtaMail mail = mta.mails().getFirst();
    assertThat(mail.reversePath()).isEqualTo("a@client.example");
    assertThat(mail.recipients()).containsExactly("ok@b.example", "also@b.example");
    assertThat(mail.text()).isEqualTo("Subject: hello\r\n\r\nhello\r\n");
    assertThat(mta.commands()).startsWith("EHLO client.example").endsWith("QUIT");
    assertThat(mta.earlyCommands()).isPositive();
    await().untilAsserted(() -> assertThat(mta.openConnections()).isZero());
  }

  @ParameterizedTest
  @EnumSource(names = {"NO_EHLO", "NO_PIPELINING"})
  void awaitsEachReplyWithoutPipelining(FakeMtaTrait trait) throws Exception {
    mta.behave(trait);
    try (SmtpConnection connection = connect()) {
      assertThat(send(connection, "ok@b.example", "fail-rcpt@b.example"))
          .containsExactly(
              "ok@b.example MESSAGE 250 2.0.0 taken",
              "fail-rcpt@b.example RCPT 550 5.1.1 no such user");
    }
    assertThat(mta.mailsTo("ok@b.example")).hasSize(1);
    assertThat(mta.earlyCommands()).isZero();
  }

  @ParameterizedTest
  @CsvSource({
    "defer-rcpt, RCPT 450 4.2.0 mailbox busy",
    "fail-rcpt, RCPT 550 5.1.1 no such user",
    "greylist, RCPT 450 4.7.1 greylisted",
    "defer-data-command, DATA 451 4.3.0 not now",
    "fail-data-command, DATA 554 5.5.1 no valid recipients",
    "defer-data, MESSAGE 451 4.3.0 try again",
    "fail-data, MESSAGE 554 5.6.0 content refused",
  })
  void aRefusalIsToldAndTheConnectionStaysUsable(String name, String result) throws Exception {
    for (FakeMtaTrait[] traits :
        new FakeMtaTrait[][] {
          {}, {FakeMtaTrait.NO_PIPELINING}, {FakeMtaTrait.DATA_WITHOUT_RECIPIENTS}
        }) {
      mta.behave(traits);
      String refused = name + "+" + traits.length + Arrays.toString(traits).length() + "@b.example";
      try (SmtpConnection connection = connect()) {
        assertThat(send(connection, refused)).containsExactly(refused + " " + result);
        assertThat(connection.isReusable()).isTrue();
        assertThat(send(connection, "ok@b.example"))
            .containsExactly("ok@b.example MESSAGE 250 2.0.0 taken");
      }
    }
    assertThat(mta.mails())
        .hasSize(3)
        .allMatch(m -> m.recipients().equals(List.of("ok@b.example")));
  }

  @ParameterizedTest
  @CsvSource({"DEFER_MAIL, MAIL 451 4.7.0 not now", "REFUSE_MAIL, MAIL 550 5.7.1 sender refused"})
  void aRefusalOfMailIsForAllRecipients(FakeMtaTrait trait, String result) throws Exception {
    mta.behave(trait);
    try (SmtpConnection connection = connect()) {
      assertThat(send(connection, "b@b.example", "c@b.example"))
          .containsExactly("b@b.example " + result, "c@b.example " + result);
      assertThat(connection.isReusable()).isTrue();
    }
  }

  @ParameterizedTest
  @CsvSource({
    "drop-rcpt, connection dropped at RCPT TO, false",
    "drop-data-command, connection dropped at DATA, false",
    "stall, timeout at RCPT TO, false",
    "stall-after-data, timeout at the end of the content, true",
    "drop-after-data, connection dropped at the end of the content, true",
    "shut-down-rcpt, peer is shutting down at RCPT TO: 421 4.3.2 shutting down, false",
  })
  void aBrokenConversationTellsWhereAndWhatIsKnown(String name, String failure, boolean delivered)
      throws Exception {
    SmtpConnection connection = connect(failure.startsWith("timeout") ? hasty : patient);
    TransactionResult result =
        connection.send(
            envelope("ok@b.example", "fail-rcpt@b.example", name + "@b.example"), HELLO);

    assertThat(result)
        .isInstanceOfSatisfying(
            TransactionResult.Broken.class,
            broken -> {
              assertThat(broken.failure()).hasToString(failure);
              assertThat(broken.failure().mayBeDelivered()).isEqualTo(delivered);
              assertThat(describe(broken))
                  .containsExactly("fail-rcpt@b.example RCPT 550 5.1.1 no such user");
              assertThat(broken.undecided())
                  .containsExactly(recipient("ok@b.example"), recipient(name + "@b.example"));
            });
    assertThat(mta.mails()).hasSize(delivered ? 1 : 0);
    assertThat(connection.isReusable()).isFalse();
    assertThatIllegalStateException().isThrownBy(() -> connection.send(envelope("b@b"), HELLO));
    connection.close();
  }

  @Test
  void aServerThatShutsDownAtMailHasDecidedNothing() throws Exception {
    mta.behave(FakeMtaTrait.SHUT_DOWN_AT_MAIL);
    try (SmtpConnection connection = connect()) {
      assertThat(connection.send(envelope("ok@b.example"), HELLO))
          .isInstanceOfSatisfying(
              TransactionResult.Broken.class,
              broken -> {
                assertThat(broken.failure().kind()).isEqualTo(FailureKind.SHUTTING_DOWN);
                assertThat(broken.failure().stage()).isEqualTo(SmtpStage.MAIL);
              });
    }
  }

  @Test
  void hearsTheRefusalOfAServerThatClosesInTheMiddleOfTheContent() throws Exception {
    try (SmtpConnection connection = connect()) {
      TransactionResult result = connection.send(envelope("refuse-in-data@b.example"), large());
      assertThat(describe(result))
          .containsExactly("refuse-in-data@b.example CONTENT 552 5.3.4 too much for me");
      assertThat(connection.isReusable()).isFalse();
    }
  }

  @Test
  void aDropInTheMiddleOfTheContentHandsNothingOver() throws Exception {
    try (SmtpConnection connection = connect()) {
      assertFailure(
          connection.send(envelope("drop-in-data@b.example"), large()),
          "connection dropped at the content");
    }
  }

  @Test
  void aServerThatStopsReadingIsATimeout() throws Exception {
    mta.behave(FakeMtaTrait.DEAF_IN_DATA);
    try (SmtpConnection connection = connect(hasty)) {
      assertFailure(connection.send(envelope("b@b.example"), large()), "timeout at the content");
    }
  }

  private static void assertFailure(TransactionResult result, String failure) {
    assertThat(result)
        .isInstanceOfSatisfying(
            TransactionResult.Broken.class,
            broken -> {
              assertThat(broken.failure()).hasToString(failure);
              assertThat(broken.failure().mayBeDelivered()).isFalse();
            });
  }

  @ParameterizedTest
  @CsvSource({
    "DEFER_GREETING, GREETING, 421 4.3.2 come back later",
    "REFUSE_GREETING, GREETING, 554 5.7.1 no SMTP service here",
    "DEFER_EHLO, EHLO, 451 4.3.0 not now",
    "REFUSE_EHLO, EHLO, 550 5.7.1 not you",
  })
  void aRefusedConversationTellsTheReply(FakeMtaTrait trait, SmtpStage stage, String reply) {
    mta.behave(trait);
    assertThat(patient.connect(mta.address(), "mx.example", HostAccess.DEFAULT))
        .isInstanceOfSatisfying(
            ConnectResult.Refused.class,
            refused -> {
              assertThat(refused.stage()).isEqualTo(stage);
              assertThat(refused.reply()).hasToString(reply);
            });
    await().untilAsserted(() -> assertThat(mta.openConnections()).isZero());
  }

  @ParameterizedTest
  @CsvSource({
    "SILENT, timeout at the greeting",
    "SLOW_DRIP, timeout at the greeting",
    "GARBAGE, protocol violation at the greeting",
    "ENDLESS_LINE, reply too long at the greeting",
    "ENDLESS_REPLY, reply too long at the greeting",
  })
  void aServerThatDoesNotGreetIsToldApart(FakeMtaTrait trait, String failure) {
    mta.behave(trait);
    SmtpConnector connector = failure.startsWith("timeout") ? hastyAtGreeting : patient;
    assertThat(connector.connect(mta.address(), "mx.example", HostAccess.DEFAULT))
        .isInstanceOfSatisfying(
            ConnectResult.Broken.class,
            broken -> assertThat(broken.failure()).hasToString(failure));
    await().untilAsserted(() -> assertThat(mta.openConnections()).isZero());
  }

  @Test
  void aServerThatResetsTheConnectionDroppedIt() {
    mta.behave(FakeMtaTrait.RESET_CONNECTION);
    assertThat(patient.connect(mta.address(), "mx.example", HostAccess.DEFAULT))
        .isInstanceOfSatisfying(
            ConnectResult.Broken.class,
            broken -> {
              assertThat(broken.failure().kind()).isEqualTo(FailureKind.DROPPED);
              // the reset may come before the connect is over
              assertThat(broken.failure().stage()).isIn(SmtpStage.CONNECT, SmtpStage.GREETING);
            });
  }

  @Test
  void aClosedPortIsRefused() {
    InetSocketAddress address = mta.address();
    mta.stop();
    assertThat(patient.connect(address, "mx.example", HostAccess.DEFAULT))
        .isInstanceOfSatisfying(
            ConnectResult.Broken.class,
            broken -> assertThat(broken.failure()).hasToString("connection refused at connecting"));
    mta.restart();
    assertThat(patient.connect(address, "mx.example", HostAccess.DEFAULT))
        .isInstanceOfSatisfying(ConnectResult.Connected.class, c -> c.connection().close());
  }

  @Test
  void aMailLargerThanTheServerTakesIsNotSent() throws Exception {
    mta.maximumSize(100);
    try (SmtpConnection connection = connect()) {
      TransactionResult result =
          connection.send(envelope("b@b.example", "c@b.example"), content("x".repeat(101)));
      assertThat(result.results())
          .hasSize(2)
          .allMatch(r -> r.origin() == ReplyOrigin.LOCAL && r.stage() == SmtpStage.MAIL)
          .allMatch(r -> r.reply().toString().startsWith("552 5.3.4 mail of 101 octets"));
      assertThat(connection.isReusable()).isTrue();
      assertThat(send(connection, "b@b.example")).hasSize(1);
    }
    assertThat(mta.mails()).hasSize(1);
    assertThat(mta.mails().getFirst().mailArguments()).endsWith("SIZE=" + HELLO.size());
  }

  @Test
  void anInternationalizedMailNeedsSmtpUtf8() throws Exception {
    Envelope envelope = envelope("j\u00fcrgen@b.example");
    try (SmtpConnection connection = connect()) {
      assertThat(describe(connection.send(envelope, HELLO)))
          .containsExactly("j\u00fcrgen@b.example MESSAGE 250 2.0.0 taken");
    }
    mta.behave(FakeMtaTrait.NO_SMTPUTF8);
    try (SmtpConnection connection = connect()) {
      assertThat(connection.send(envelope, HELLO).results())
          .singleElement()
          .satisfies(
              r -> {
                assertThat(r.origin()).isEqualTo(ReplyOrigin.LOCAL);
                assertThat(r.reply().toString()).startsWith("550 5.6.7 ");
              });
    }
    assertThat(mta.mails()).hasSize(1);
    assertThat(mta.mails().getFirst().mailArguments()).endsWith(" SMTPUTF8");
    assertThat(mta.mails().getFirst().recipients()).containsExactly("j\u00fcrgen@b.example");
  }

  @Test
  void eightBitContentIsDeclaredWhereThatIsOffered() throws Exception {
    MailContent eightBit = content("Subject: x\r\n\r\nGr\u00fc\u00dfe\r\n");
    try (SmtpConnection connection = connect()) {
      connection.send(envelope("b@b.example"), eightBit);
      connection.send(envelope("b@b.example"), HELLO);
    }
    mta.behave(FakeMtaTrait.NO_8BITMIME);
    try (SmtpConnection connection = connect()) {
      connection.send(envelope("b@b.example"), eightBit);
    }
    assertThat(mta.mails())
        .map(m -> m.mailArguments().contains("BODY=8BITMIME"))
        .containsExactly(true, false, false);
    assertThat(mta.mails().getLast().text()).isEqualTo("Subject: x\r\n\r\nGr\u00fc\u00dfe\r\n");
  }

  @Test
  void noLoneCrOrLfAndNoSecondMailReachesTheServer() throws Exception {
    String smuggling = "a\n.\r\nMAIL FROM:<x@y>\r\n\r.\r\r\n.\nb";
    try (SmtpConnection connection = connect()) {
      connection.send(envelope("b@b.example"), content(smuggling));
      connection.send(envelope("b@b.example"), content(""));
    }
    assertThat(mta.mails())
        .map(FakeMtaMail::text)
        .containsExactly("a\r\n.\r\nMAIL FROM:<x@y>\r\n\r\n.\r\n\r\n.\r\nb\r\n", "");
  }

  @Test
  void sendsContentFromFilesAndBehindTraceFields(@TempDir Path directory) throws Exception {
    StringBuilder text = new StringBuilder();
    for (int i = 0; text.length() < 3_000_000; i++) {
      text.append(i % 7 == 0 ? ".line " : "line ").append(i).append("\r\n");
    }
    Path file = Files.writeString(directory.resolve("mail"), text, US_ASCII);
    MailContent content =
        MailContent.in(file, Files.size(file)).prepend("Received: here\r\n".getBytes(US_ASCII));

    try (SmtpConnection connection = connect()) {
      connection.send(envelope("b@b.example"), content);
    }
    assertThat(mta.mails())
        .singleElement()
        .satisfies(m -> assertThat(m.text().equals("Received: here\r\n" + text)).isTrue());
  }

  @ParameterizedTest
  @EnumSource
  void contentThatCannotBeReadIsNeverEnded(BodyType body, @TempDir Path directory) {
    Envelope envelope =
        new Envelope(ReversePath.NULL, List.of(recipient("b@b.example")), body, false);
    MailContent missing = MailContent.in(directory.resolve("missing"), 10);
    SmtpConnection connection = connect();

    assertThatIOException().isThrownBy(() -> connection.send(envelope, missing));
    assertThat(connection.isReusable()).isFalse();
    await().untilAsserted(() -> assertThat(mta.openConnections()).isZero());
    assertThat(mta.mails()).isEmpty();
  }

  @Test
  void aConnectionThatTheServerClosedIsNotReusable() throws Exception {
    SmtpConnection connection = connect();
    send(connection, "b@b.example");
    mta.dropConnections();
    await().until(() -> !connection.isReusable());
    connection.close();
  }

  @Test
  void anIdleConnectionStaysReusable() throws Exception {
    try (SmtpConnection connection = connect()) {
      long since = System.nanoTime();
      await().until(() -> connection.isReusable() && System.nanoTime() - since > 1_200_000_000L);
      assertThat(send(connection, "b@b.example"))
          .containsExactly("b@b.example MESSAGE 250 2.0.0 taken");
    }
  }

  @Test
  void anotherThreadMayAbort() throws Exception {
    SmtpConnection connection = connect();
    try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      CompletableFuture<TransactionResult> result =
          CompletableFuture.supplyAsync(() -> sendUnchecked(connection), threads);
      await().until(() -> mta.commands().contains("RCPT TO:<stall@b.example>"));
      connection.abort();
      assertFailure(result.get(), "connection dropped at RCPT TO");
    }
  }

  private static TransactionResult sendUnchecked(SmtpConnection connection) {
    try {
      return connection.send(envelope("stall@b.example"), HELLO);
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }

  @Test
  void dsnParametersGoWhereTheyAreOffered() throws Exception {
    Envelope envelope =
        new Envelope(
            ReversePath.parse("<a@client.example>"),
            List.of(
                new Recipient(
                    ForwardPath.parse("<b@b.example>"),
                    Optional.of(Notify.parse("SUCCESS")),
                    Optional.of(OriginalRecipient.parse("rfc822;old@b.example", false)))),
            MailOptions.NONE.withRet(Ret.HDRS).withEnvelopeId("id 1"));
    try (SmtpConnection connection = connect()) {
      assertThat(connection.offersDsn()).isFalse();
      connection.send(envelope, HELLO);
    }
    mta.behave(FakeMtaTrait.DSN);
    try (SmtpConnection connection = connect()) {
      assertThat(connection.offersDsn()).isTrue();
      connection.send(envelope, HELLO);
    }
    String size = " SIZE=" + HELLO.size();
    assertThat(mta.commands())
        .containsSubsequence(
            "MAIL FROM:<a@client.example>" + size,
            "RCPT TO:<b@b.example>",
            "MAIL FROM:<a@client.example>" + size + " RET=HDRS ENVID=id+201",
            "RCPT TO:<b@b.example> NOTIFY=SUCCESS ORCPT=rfc822;old@b.example");
    assertThat(mta.mails()).hasSize(2);
  }

  @Test
  void aMailThatRequiresTlsIsNotSentWithoutIt() throws Exception {
    MailOptions options = MailOptions.NONE.withRequireTls();
    List<Recipient> recipients = List.of(Recipient.parse("<b@b.example>"));
    try (SmtpConnection connection = connect()) {
      Envelope mail = new Envelope(ReversePath.parse("<a@client.example>"), recipients, options);
      assertThat(connection.send(mail, HELLO).results())
          .singleElement()
          .satisfies(
              r -> {
                assertThat(r.origin()).isEqualTo(ReplyOrigin.LOCAL);
                assertThat(r.reply().toString()).startsWith("550 5.7.10 ");
              });
      assertThat(mta.mails()).isEmpty();
      // RFC 8689 §5
      connection.send(new Envelope(ReversePath.NULL, recipients, options), HELLO);
      assertThat(mta.mails()).hasSize(1);
    }
  }

  private SmtpConnection connect() {
    return connect(patient);
  }

  private SmtpConnection connect(SmtpConnector connector) {
    return switch (connector.connect(mta.address(), "mx.example", HostAccess.DEFAULT)) {
      case ConnectResult.Connected connected -> connected.connection();
      case ConnectResult.Refused refused -> throw new AssertionError(refused);
      case ConnectResult.Broken broken -> throw new AssertionError(broken);
    };
  }

  private static List<String> send(SmtpConnection connection, String... recipients)
      throws IOException {
    TransactionResult result = connection.send(envelope(recipients), HELLO);
    assertThat(result).isInstanceOf(TransactionResult.Answered.class);
    return describe(result);
  }

  private static List<String> describe(TransactionResult result) {
    return result.results().stream()
        .map(r -> r.recipient().address() + " " + r.stage().name() + " " + r.reply())
        .toList();
  }

  private static Envelope envelope(String... recipients) {
    return new Envelope(
        ReversePath.parse("<a@client.example>"),
        Arrays.stream(recipients).map(SmtpConnectionIT::recipient).toList(),
        BodyType.SEVEN_BIT,
        false);
  }

  private static Recipient recipient(String address) {
    return Recipient.parse("<" + address + ">");
  }

  private static MailContent content(String text) {
    return MailContent.of(text.getBytes(ISO_8859_1));
  }

  private static MailContent large() {
    byte[] octets = new byte[LARGE_OCTETS];
    Arrays.fill(octets, (byte) 'x');
    for (int i = 78; i < octets.length; i += 80) {
      octets[i] = '\r';
      octets[i + 1] = '\n';
    }
    return MailContent.of(octets);
  }
}
