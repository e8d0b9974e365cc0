package org.dromedary.smtp.server;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.time.Duration;
import java.util.List;
import org.dromedary.mail.BodyType;
import org.dromedary.mail.MailContent;
import org.dromedary.mail.Recipient;
import org.dromedary.mail.ReversePath;
import org.dromedary.mail.SmtpReply;
import org.dromedary.smtp.server.SmtpServerSettings.Limits;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SmtpSessionTest {
  private static final String RECEIVED =
      """
      Received: from client.example ([192.0.2.7])\r
      \tby mx.example with ESMTP id X\r
      \tfor <b@mx.example>;\r
      \tSun, 22 Nov 2026 07:46:05 +0000\r
      """;

  private static String text(MailContent content) throws IOException {
    try (InputStream in = content.open()) {
      return new String(in.readAllBytes(), ISO_8859_1);
    }
  }

  private static Limits limits(long messageOctets, int inMemoryOctets) {
    Limits d = Limits.DEFAULTS;
    return new Limits(
        messageOctets,
        inMemoryOctets,
        d.recipients(),
        d.transactions(),
        d.connections(),
        d.commandErrors(),
        d.commandTimeout(),
        d.dataTimeout());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "Subject: x\r\n\r\nbody\r\n",
        "no header\r\n",
        "\r\n",
        "\r\n.\u0001\u00ff\u0080\r\n",
        "Received: from elsewhere\r\n\r\n.\r\n..\r\n"
      })
  void putsReceivedInFrontAndChangesNothing(String content) throws IOException {
    SessionDriver driver = new SessionDriver().inTransaction();
    String stuffed = content.replace("\r\n.", "\r\n..");

    driver.send("DATA\r\n");
    driver.send(stuffed + ".\r\n");

    assertThat(text(driver.mails.getFirst().content()).replaceFirst(" id \\w+", " id X"))
        .isEqualTo(RECEIVED + content);
  }

  /** RFC 5322 §2.2.3: it would be read as part of the Received field. */
  @ParameterizedTest
  @ValueSource(strings = {" by evil.example\r\nSubject: x\r\n", "\t\r\n", " "})
  void putsAnEmptyLineBeforeAFirstLineThatWouldContinueReceived(String content) throws IOException {
    SessionDriver data = new SessionDriver().inTransaction();
    data.send("DATA\r\n");
    data.send(content.replaceFirst(" $", " \r\n") + ".\r\n");
    assertThat(text(data.mails.getFirst().content()))
        .endsWith(" +0000\r\n\r\n" + content.replaceFirst(" $", " \r\n"));

    SessionDriver chunks = new SessionDriver().inTransaction();
    chunks.send("BDAT 1\r\n" + content.charAt(0));
    chunks.send("BDAT " + (content.length() - 1) + " LAST\r\n" + content.substring(1));
    assertThat(text(chunks.mails.getFirst().content())).endsWith(" +0000\r\n\r\n" + content);
  }

  @Test
  void handsOverEnvelopeClientAndTime() {
    SessionDriver driver = new SessionDriver().greeted();

    driver.send("EHLO [192.0.2.7]\r\n");
    driver.send(
        """
        MAIL FROM:<> BODY=8BITMIME SMTPUTF8\r
        RCPT TO:<b@mx.example>\r
        RCPT TO:<Postmaster>\r
        RCPT TO:<b@MX.example>\r
        DATA\r
        """);
    driver.send(".\r\n");

    ReceivedMail mail = driver.mails.getFirst();
    assertThat(mail.envelope().reversePath()).isEqualTo(ReversePath.NULL);
    assertThat(mail.envelope().recipients())
        .containsExactly(
            Recipient.parse("<b@mx.example>"), Recipient.parse("<postmaster@mx.example>"));
    assertThat(mail.envelope().body()).isEqualTo(BodyType.EIGHT_BIT_MIME);
    assertThat(mail.envelope().smtpUtf8()).isTrue();
    assertThat(mail.client())
        .isEqualTo(SmtpClient.plain(SessionDriver.client(), "[192.0.2.7]", true));
    assertThat(mail.arrived().at()).isEqualTo(SessionDriver.NOW);
  }

  @Test
  void refusesMailWhileThereIsNoRoom() {
    SessionDriver driver = new SessionDriver().greeted();
    driver.send("EHLO client.example\r\n");
    driver.heard();
    driver.hasRoom = false;
    driver.send("MAIL FROM:<>\r\nMAIL FROM:<>\r\n");
    assertThat(driver.heard())
        .matches("(452 4\\.3\\.1 Insufficient system storage, try later\r\n){2}");
    driver.hasRoom = true;
    driver.send("MAIL FROM:<>\r\n");
    assertThat(driver.heard()).startsWith("250 ");
  }

  @Test
  void namesTheQueueIdInReceived() throws IOException {
    SessionDriver driver = new SessionDriver().inTransaction();

    driver.send("DATA\r\n");
    driver.send(".\r\n");

    ReceivedMail mail = driver.mails.getFirst();
    assertThat(text(mail.content())).contains(" id " + mail.queueId() + "\r\n");
  }

  @Test
  void asksWithClientAndPaths() {
    SessionDriver driver = new SessionDriver().inTransaction();

    assertThat(driver.asked)
        .containsExactly(
            new RecipientRequest(
                SmtpClient.plain(SessionDriver.client(), "client.example", true),
                ReversePath.parse("<a@client.example>"),
                Recipient.parse("<b@mx.example>")));
  }

  @Test
  void readsNoFurtherUntilTheRecipientIsDecided() {
    SessionDriver driver = new SessionDriver().greeted();
    driver.send("EHLO client.example\r\n");
    driver.heard();
    driver.holdDecisions = true;

    driver.send("MAIL FROM:<>\r\nRCPT TO:<b@mx.example>\r\nNOOP\r\n");
    driver.send("VRFY a\r\n");

    assertThat(driver.heard()).isEqualTo("250 2.1.0 Ok\r\n");
    assertThat(driver.session().wantsInput()).isFalse();
    assertThat(driver.session().deadline(0)).isEmpty();
    driver.decide(RecipientDecision.ACCEPTED);
    assertThat(driver.heard()).matches("(?s)250 2.1.5 Ok\r\n250 2.0.0 Ok\r\n252 [^\n]*\n");
    assertThat(driver.session().wantsInput()).isTrue();
  }

  @Test
  void saysNothingAboutAMailUntilItIsAnswered() {
    SessionDriver driver = new SessionDriver().inTransaction();
    driver.holdAnswers = true;

    driver.send("DATA\r\n");
    driver.heard();
    driver.send(".\r\nNOOP\r\n");

    assertThat(driver.heard()).isEmpty();
    driver.answer(SmtpReply.of(452, "4.3.1", "Queue is full"));
    assertThat(driver.heard()).isEqualTo("452 4.3.1 Queue is full\r\n250 2.0.0 Ok\r\n");
  }

  @Test
  void ignoresWhatComesTooLate() {
    SessionDriver driver = new SessionDriver().inTransaction();
    driver.holdAnswers = true;
    driver.send("DATA\r\n");
    driver.send(".\r\n");
    driver.heard();

    driver.session().disconnected();
    driver.answer(SmtpReply.of(250, "2.0.0", "Ok"));
    driver.decide(RecipientDecision.ACCEPTED);
    driver.storingDone();
    driver.timeOut();
    driver.drain();
    driver.send("NOOP\r\n");

    assertThat(driver.heard()).isEmpty();
  }

  @Test
  void refusesInputBeforeTheBanner() {
    SessionDriver driver = new SessionDriver();

    driver.send("EHLO client.example\r\n");
    driver.greet();

    assertThat(driver.heard()).startsWith("554 5.5.0 ").doesNotContain("220");
    assertThat(driver.closed).isTrue();
  }

  @Test
  void refusesARecipientTooMany() {
    Limits d = Limits.DEFAULTS;
    SessionDriver driver =
        new SessionDriver(
            new Limits(
                d.messageOctets(),
                d.inMemoryOctets(),
                2,
                d.transactions(),
                d.connections(),
                d.commandErrors(),
                d.commandTimeout(),
                d.dataTimeout()));
    driver.inTransaction();

    driver.send("RCPT TO:<unknown@mx.example>\r\nRCPT TO:<c@mx.example>\r\n");
    driver.send("RCPT TO:<d@mx.example>\r\nRCPT TO:<c@mx.example>\r\nDATA\r\n");
    driver.send(".\r\n");

    assertThat(driver.heard().lines().map(line -> line.substring(0, 9)))
        .containsExactly(
            "550 5.1.1", "250 2.1.5", "452 4.5.3", "250 2.1.5", "354 End d", "250 2.0.0");
    assertThat(driver.mails.getFirst().envelope().recipients()).hasSize(2);
  }

  @Test
  void endsASessionOfErrors() {
    SessionDriver driver = new SessionDriver().greeted();

    driver.send("WHAT\r\n".repeat(30));

    List<String> replies = driver.heard().lines().toList();
    assertThat(replies).hasSize(Limits.DEFAULTS.commandErrors());
    assertThat(replies.subList(0, replies.size() - 1)).allMatch(line -> line.startsWith("500 "));
    assertThat(replies.getLast()).startsWith("421 4.7.0 ");
    assertThat(driver.closed).isTrue();
  }

  @Test
  void limitsCommandLinesTo512OctetsAndMailByItsExtensions() {
    SessionDriver driver = new SessionDriver().greeted();
    driver.send("EHLO client.example\r\n");
    driver.heard();

    driver.send("NOOP " + "x".repeat(512 - 7) + "\r\n");
    assertThat(driver.heard()).startsWith("250 ");
    driver.send("NOOP " + "x".repeat(512 - 6) + "\r\n");
    assertThat(driver.heard()).isEqualTo("500 5.5.2 Line too long\r\n");
    String mail = "MAIL FROM:<>";
    driver.send(mail + " ".repeat(1192 - 2 - mail.length()) + "\r\n");
    assertThat(driver.heard()).isEqualTo("250 2.1.0 Ok\r\n");
    String rcpt = "RCPT TO:<b@mx.example>";
    driver.send(rcpt + " ".repeat(1048 - 2 - rcpt.length()) + "\r\n");
    assertThat(driver.heard()).isEqualTo("250 2.1.5 Ok\r\n");
    driver.send(rcpt + " ".repeat(1049 - 2 - rcpt.length()) + "\r\n");
    assertThat(driver.heard()).isEqualTo("500 5.5.2 Line too long\r\n");
    driver.send("RSET\r\n" + mail + " ".repeat(1193 - 2 - mail.length()) + "\r\n");
    assertThat(driver.heard()).endsWith("500 5.5.2 Line too long\r\n");
  }

  @Test
  void limitsLinesOfAuthTo12288Octets() {
    SessionDriver driver = new SessionDriver(ListenerKind.SUBMISSIONS).greeted();
    driver.send("EHLO client.example\r\n");
    driver.heard();
    driver.send("AUTH PLAIN " + "A".repeat(12288 - 13) + "\r\n");
    assertThat(driver.heard()).startsWith("501 5.5.2 ");
    driver.send("AUTH PLAIN " + "A".repeat(12288 - 12) + "\r\n");
    assertThat(driver.heard()).isEqualTo("500 5.5.2 Line too long\r\n");
    driver.send("AUTH PLAIN\r\n" + "A".repeat(12288 - 1) + "\r\nNOOP\r\n");
    assertThat(driver.heard())
        .isEqualTo(
            "334 \r\n500 5.5.6 Authentication exchange line is too long\r\n250 2.0.0 Ok\r\n");
    assertThat(driver.credentials).isEmpty();
  }

  @Test
  void refusesMoreThan50ReceivedFields() {
    SessionDriver driver = new SessionDriver();

    for (int count = 50; count <= 51; count++) {
      driver.inTransaction().send("DATA\r\n");
      driver.heard();
      driver.send("Received: x\r\n".repeat(count) + "\r\nReceived: in body\r\n.\r\n");
      assertThat(driver.heard()).startsWith(count == 50 ? "250 2.0.0 " : "554 5.4.6 ");
      driver = new SessionDriver();
    }
  }

  @Test
  void refusesWhatIsTooBigAfterReadingIt() {
    SessionDriver driver = new SessionDriver(limits(1000, 100)).inTransaction();

    driver.send("DATA\r\n");
    driver.heard();
    driver.send("x".repeat(999) + "\r\n" + "y".repeat(5000) + "\r\n.\r\nNOOP\r\n");

    assertThat(driver.heard()).matches("552 5.3.4 [^\n]*\n250 2.0.0 Ok\r\n");
    assertThat(driver.discarded).isTrue();
    assertThat(driver.mails).isEmpty();
  }

  @Test
  void takesAMailOfJustTheMaximumSize() {
    SessionDriver driver = new SessionDriver(limits(1000, 2000)).inTransaction();

    driver.send("DATA\r\n");
    driver.heard();
    driver.send("x".repeat(998) + "\r\n.\r\n");

    assertThat(driver.heard()).startsWith("250 ");
  }

  @Test
  void storesALargeMailInPortions() {
    SessionDriver driver = new SessionDriver(limits(1_000_000, 1000)).inTransaction();
    driver.send("DATA\r\n");
    String line = "x".repeat(98) + "\r\n";

    for (int i = 0; i < 100; i++) {
      driver.send(line);
    }
    driver.send(".\r\n");

    assertThat(driver.stored.toString(ISO_8859_1)).isEqualTo(line.repeat(100));
    assertThat(driver.largestStore).isBetween(1000, 1000 + line.length());
    MailContent content = driver.mails.getFirst().content();
    assertThat(content).isInstanceOf(MailContent.Prepended.class);
    assertThat(content.size()).isGreaterThan(10_000).isLessThan(10_300);
  }

  @Test
  void keepsAMailOfTheThresholdInMemory() {
    SessionDriver driver = new SessionDriver(limits(1_000_000, 1000)).inTransaction();
    driver.send("DATA\r\n");

    driver.send("x".repeat(998) + "\r\n.\r\n");

    assertThat(driver.stored.size()).isZero();
    assertThat(driver.mails.getFirst().content()).isInstanceOf(MailContent.InMemory.class);
  }

  @Test
  void readsNoFurtherWhileStoring() {
    SessionDriver driver = new SessionDriver(limits(1_000_000, 10)).inTransaction();
    driver.holdStores = true;
    driver.send("DATA\r\n");
    driver.heard();

    driver.send("0123456789\r\n");
    driver.send("abcdefghij\r\n.\r\nQUIT\r\n");

    assertThat(driver.session().wantsInput()).isFalse();
    assertThat(driver.stored.toString(ISO_8859_1)).isEqualTo("0123456789\r\n");
    driver.storingDone();
    driver.storingDone();
    assertThat(driver.stored.toString(ISO_8859_1)).isEqualTo("0123456789\r\nabcdefghij\r\n");
    assertThat(driver.heard()).isEqualTo("250 2.0.0 Ok: queued\r\n221 2.0.0 Bye\r\n");
  }

  @Test
  void afterQuitNothingMoreIsAwaitedOfTheClient() {
    SessionDriver driver = new SessionDriver(limits(1_000_000, 10)).inTransaction();
    driver.send("QUIT\r\n");
    assertThat(driver.closed).isTrue();
    assertThat(driver.clientIsDone).isTrue();
  }

  @ParameterizedTest
  @ValueSource(strings = {"QUIT\r\n\r\n", "BDAT x\r\n", "POST / HTTP/1.1\r\n", "BDAT x\r\nabc\r\n"})
  void whoSendsMoreThanHeShouldMayHaveMoreOnTheWay(String input) {
    SessionDriver driver = new SessionDriver(limits(1_000_000, 10)).inTransaction();
    driver.send(input);
    assertThat(driver.closed).isTrue();
    assertThat(driver.clientIsDone).isFalse();
  }

  @Test
  void whoIsSentAwayMayHaveMoreOnTheWay() {
    SessionDriver driver = new SessionDriver(limits(1_000_000, 10)).inTransaction();
    driver.session().drain();
    driver.send("DATA\r\nQUIT\r\n");
    assertThat(driver.closed).isTrue();
    assertThat(driver.clientIsDone).isFalse();
  }

  @Test
  void answers452WhenTheDiskIsFullAndStaysInStep() {
    SessionDriver driver = new SessionDriver(limits(1_000_000, 10)).inTransaction();
    driver.failStores = true;
    driver.send("DATA\r\n");
    driver.heard();

    driver.send("0123456789\r\n");
    driver.send("RSET\r\n.\r\nNOOP\r\n");

    assertThat(driver.heard()).matches("452 4.3.1 [^\n]*\n250 2.0.0 Ok\r\n");
    assertThat(driver.mails).isEmpty();
  }

  private static Duration left(SessionDriver driver) {
    return driver.session().deadline(0).orElseThrow().left(0);
  }

  /** One deadline for a whole mail, however often it is stored and in however many chunks. */
  @Test
  void givesAMailOneDeadlineAndExcusesTheTimeWeDidNotRead() {
    SessionDriver driver = new SessionDriver(limits(1_000_000, 10)).inTransaction();
    driver.holdStores = true;
    driver.send("BDAT 20\r\n");
    InputDeadline ofMail = driver.session().deadline(0).orElseThrow();
    driver.send("0123456789\r\n");
    assertThat(driver.session().deadline(0)).isEmpty();
    driver.storingDone();
    long hour = Duration.ofHours(1).toNanos();
    assertThat(driver.session().deadline(hour)).containsSame(ofMail);
    assertThat(ofMail.left(hour)).isEqualTo(InputDeadline.GRACE);
    driver.send("abcdef\r\n");
    assertThat(driver.heard()).endsWith("250 2.0.0 20 octets received\r\n");
    assertThat(driver.session().deadline(hour)).isPresent().get().isNotSameAs(ofMail);
    driver.send("BDAT 2 LAST\r\n");
    assertThat(driver.session().deadline(2 * hour)).containsSame(ofMail);
    assertThat(ofMail.left(2 * hour)).isEqualTo(InputDeadline.GRACE);
  }

  @Test
  void aCommandHasOneDeadlineHoweverItDrips() {
    SessionDriver driver = new SessionDriver().greeted();
    InputDeadline ofCommand = driver.session().deadline(0).orElseThrow();
    driver.send("NO");
    assertThat(driver.session().deadline(5)).containsSame(ofCommand);
    driver.send("OP\r\n");
    assertThat(driver.session().deadline(9)).isPresent().get().isNotSameAs(ofCommand);
  }

  @Test
  void isPatientByState() {
    SessionDriver driver = new SessionDriver().inTransaction();

    assertThat(left(driver)).isEqualTo(Duration.ofMinutes(5));
    driver.send("DATA\r\n");
    assertThat(left(driver)).isEqualTo(InputDeadline.GRACE); // of the minimum data rate
    driver.holdAnswers = true;
    driver.send(".\r\n");
    assertThat(driver.session().deadline(0)).isEmpty();
    driver.timeOut();
    assertThat(driver.closed).isFalse();
  }

  @Test
  void answersTheMailBeforeItDrains() {
    SessionDriver driver = new SessionDriver().inTransaction();
    driver.holdAnswers = true;
    driver.send("DATA\r\n");
    driver.send(".\r\n");
    driver.heard();

    driver.drain();
    assertThat(driver.closed).isFalse();
    driver.answer(SmtpReply.of(250, "2.0.0", "Ok"));

    assertThat(driver.heard()).matches("250 2.0.0 Ok\r\n421 4.3.2 [^\n]*\n");
    assertThat(driver.closed).isTrue();
  }

  private static SessionDriver inData(Limits limits) {
    SessionDriver driver = new SessionDriver(limits).inTransaction();
    driver.send("DATA\r\n");
    driver.send("body\r\n");
    assertThat(driver.reserved()).isPositive();
    return driver;
  }

  @Test
  void holdsMemoryForAMailUntilItIsAnswered() {
    SessionDriver driver = inData(Limits.DEFAULTS);
    driver.holdAnswers = true;

    driver.send(".\r\n");
    assertThat(driver.mails).hasSize(1);
    assertThat(driver.reserved()).isPositive();
    driver.answer(SmtpReply.of(250, "2.0.0", "Ok"));
    assertThat(driver.reserved()).isZero();
  }

  @Test
  void holdsNoMemoryForAMailThatIsRefusedOrEnds() {
    SessionDriver refused = inData(limits(100, 1000));
    refused.send("x".repeat(200) + "\r\n");
    assertThat(refused.reserved()).isZero();

    SessionDriver abandoned = inData(Limits.DEFAULTS);
    abandoned.session().disconnected();
    assertThat(abandoned.reserved()).isZero();

    SessionDriver slow = inData(Limits.DEFAULTS);
    slow.timeOut();
    assertThat(slow.reserved()).isZero();
  }
}
