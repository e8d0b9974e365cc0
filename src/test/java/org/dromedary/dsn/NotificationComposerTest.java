package org.dromedary.dsn;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.dromedary.dsn.Notices.failed;
import static org.dromedary.dsn.Notices.octets;

import jakarta.mail.MessagingException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import org.dromedary.mail.BodyType;
import org.dromedary.mail.Envelope;
import org.dromedary.mail.ForwardPath;
import org.dromedary.mail.MailOptions;
import org.dromedary.mail.Notify;
import org.dromedary.mail.Recipient;
import org.dromedary.mail.Ret;
import org.dromedary.mail.ReversePath;
import org.dromedary.mail.SmtpReply;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class NotificationComposerTest {
  private static final String REMOTE = "mx.elsewhere.example[192.0.2.25]:25";
  private static final SmtpReply REFUSAL = SmtpReply.of(550, "5.1.1", "no such user");

  private static final SmtpReply TAKEN = SmtpReply.of(250, "2.6.0", "ok");

  private static Notice notice(String sender, String content) {
    return Notices.notice(
        sender, octets(content), failed("<bob@elsewhere.example>", REMOTE, REFUSAL));
  }

  private static ParsedNotification parsed(Notice notice) throws IOException, MessagingException {
    return ParsedNotification.compose(notice);
  }

  private static ParsedNotification reporting(String path, String relay, SmtpReply reply)
      throws IOException, MessagingException {
    return parsed(
        Notices.notice("<carol@example.net>", octets(Notices.CONTENT), failed(path, relay, reply)));
  }

  @Test
  void goesFromTheNullReversePathToTheSender() throws Exception {
    Envelope envelope = parsed(notice("<carol@example.net>", Notices.CONTENT)).envelope();
    assertThat(envelope.reversePath().isNull()).isTrue();
    // RFC 3461 §6.1
    assertThat(envelope.recipients())
        .containsExactly(
            new Recipient(
                ForwardPath.parse("<carol@example.net>"),
                Optional.of(Notify.parse("NEVER")),
                Optional.empty()));
    assertThat(envelope.options()).isEqualTo(MailOptions.NONE);
    assertThat(envelope.body()).isEqualTo(BodyType.SEVEN_BIT);
    assertThat(envelope.smtpUtf8()).isFalse();
  }

  @Test
  void hasTheThreePartsOfAReport() throws Exception {
    ParsedNotification parsed = parsed(notice("<carol@example.net>", Notices.CONTENT));
    assertThat(parsed.contentType()).startsWith("multipart/report; report-type=delivery-status;");
    assertThat(parsed.partTypes())
        .containsExactly(
            "text/plain; charset=utf-8", "message/delivery-status", "text/rfc822-headers");
  }

  @Test
  void identifiesItselfAsAutomatic() throws Exception {
    ParsedNotification parsed = parsed(notice("<carol@example.net>", Notices.CONTENT));
    assertThat(parsed.field("From"))
        .hasValue("Mail Delivery System <MAILER-DAEMON@mx.example.org>");
    assertThat(parsed.field("Auto-Submitted")).hasValue("auto-replied");
    assertThat(parsed.field("References")).hasValue("<1234@example.net>");
    assertThat(parsed.field("Date")).hasValue("Sun, 22 Nov 2026 08:00:03 +0000");
  }

  @Test
  void theSameNoticeAtTheSameTimeGivesTheSameOctets() throws Exception {
    Notice notice = notice("<carol@example.net>", Notices.CONTENT);
    assertThat(parsed(notice).octets()).isEqualTo(parsed(notice).octets());
  }

  @Test
  void reportsTheFieldsForPrograms() throws Exception {
    assertThat(reporting("<bob@elsewhere.example>", REMOTE, REFUSAL).status())
        .isEqualTo(
            """
            Reporting-MTA: dns; mx.example.org
            Received-From-MTA: dns; client.example.net
            Arrival-Date: Sun, 22 Nov 2026 08:00:00 +0000
            X-Dromedary-Queue-ID: 01JDEXAMPLE00001

            Final-Recipient: rfc822; bob@elsewhere.example
            Action: failed
            Status: 5.1.1
            Remote-MTA: dns; mx.elsewhere.example
            Diagnostic-Code: smtp; 550 5.1.1 no such user
            Last-Attempt-Date: Sun, 22 Nov 2026 08:00:02 +0000
            """
                .replace("\n", "\r\n"));
  }

  @ParameterizedTest
  @CsvSource({
    "[192.0.2.25]:25, [192.0.2.25]",
    "[2001:db8::25]:2525, [2001:db8::25]",
    "mx.elsewhere.example[2001:db8::25]:25, mx.elsewhere.example",
  })
  void namesTheRemoteSystemOrGivesItsAddress(String relay, String remote) throws Exception {
    assertThat(reporting("<bob@elsewhere.example>", relay, REFUSAL).status())
        .contains("\r\nRemote-MTA: dns; " + remote + "\r\n", "\r\nDiagnostic-Code: smtp; 550");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "none",
        "maildir[alice]",
        "maildir[abba]",
        "bad name[192.0.2.1]:25",
        "a[1.2.3.4]:25\r\nX: y"
      })
  void withoutARemoteSystemTheWordsAreOurs(String relay) throws Exception {
    assertThat(reporting("<bob@elsewhere.example>", relay, REFUSAL).status())
        .contains("\r\nDiagnostic-Code: X-Dromedary; 550 5.1.1 no such user\r\n")
        .doesNotContain("Remote-MTA");
  }

  @ParameterizedTest
  @CsvSource({
    "550, 5.7.1, 5.7.1",
    "550, , 5.0.0",
    "451, , 4.0.0",
    "451, 4.4.1, 4.4.1",
    "550, 4.7.1, 5.0.0",
    "451, 5.7.1, 4.0.0",
  })
  void theStatusIsOfTheClassOfTheReply(int code, @Nullable String status, String reported)
      throws Exception {
    SmtpReply reply = status == null ? SmtpReply.of(code, "x") : SmtpReply.of(code, status, "x");
    assertThat(reporting("<bob@elsewhere.example>", REMOTE, reply).status())
        .contains("\r\nStatus: " + reported + "\r\n");
  }

  @Test
  void theBodyOfTheOriginalStaysHere() throws Exception {
    ParsedNotification parsed = parsed(notice("<carol@example.net>", Notices.CONTENT));
    assertThat(parsed.octets()).doesNotContain("must not travel back");
    assertThat(parsed.originalHeader()).endsWith("Message-ID: <1234@example.net>\r\n");
  }

  @Test
  void aMailWithoutHeaderSectionGivesNoneOfItsBody() throws Exception {
    ParsedNotification parsed = parsed(notice("<carol@example.net>", "just text\nmore: text\n"));
    assertThat(parsed.originalHeader()).isEmpty();
  }

  @Test
  void aLongHeaderSectionIsCutAtALineAndTheSenderIsTold() throws Exception {
    String field = "X-Long: " + "x".repeat(900) + "\n";
    ParsedNotification parsed =
        parsed(notice("<carol@example.net>", field.repeat(200) + "\nbody\n"));
    assertThat(parsed.originalHeader())
        .hasSizeBetween(HeaderSection.MAXIMUM_OCTETS - 1000, HeaderSection.MAXIMUM_OCTETS)
        .endsWith("x\r\n");
    assertThat(parsed.text()).contains("was too long and is cut");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "Subject: none\n",
        "Message-ID: <a@b>\nMessage-Id: <c@d>\n",
        "Message-ID: <a@b> <c@d>\n",
        "Message-ID: <a b@c>\n",
        "Message-ID: a@b\n",
        "Message-ID: <\u00e4@b>\n",
        "Message-ID: <a@b\n >\n",
        "X: y\n\nMessage-ID: <a@b>\n",
      })
  void anOddMessageIdIsNotReferredTo(String header) throws Exception {
    assertThat(parsed(notice("<carol@example.net>", header)).field("References")).isEmpty();
  }

  @Test
  void aFoldedMessageIdIsReferredTo() throws Exception {
    assertThat(parsed(notice("<carol@example.net>", "MESSAGE-ID:\n <a@b>\n")).field("References"))
        .hasValue("<a@b>");
  }

  @Test
  void aHeaderThatIsNotUtf8ComesBackOctetByOctet() throws Exception {
    byte[] header = "Subject: gr\u00fcn\r\n".getBytes(StandardCharsets.ISO_8859_1);
    ParsedNotification parsed =
        parsed(
            Notices.notice(
                "<carol@example.net>", header, failed("<b@elsewhere.example>", REMOTE, REFUSAL)));
    assertThat(parsed.originalHeader()).isEqualTo("Subject: gr\u00fcn\r\n");
    assertThat(parsed.octets().chars()).allMatch(c -> c < 128);
  }

  @Test
  void anInternationalizedSenderGetsUtf8() throws Exception {
    ParsedNotification parsed =
        parsed(
            Notices.notice(
                "<käthe@example.net>",
                octets("Subject: grün\n"),
                failed("<jürgen@elsewhere.example>", REMOTE, REFUSAL)));
    assertThat(parsed.envelope().smtpUtf8()).isTrue();
    assertThat(parsed.envelope().body()).isEqualTo(BodyType.EIGHT_BIT_MIME);
    assertThat(parsed.partTypes())
        .containsExactly(
            "text/plain; charset=utf-8",
            "message/global-delivery-status",
            "message/global-headers");
    assertThat(parsed.status())
        .contains("\r\nFinal-Recipient: utf-8; jürgen@elsewhere.example\r\n");
  }

  @Test
  void anAsciiSenderGetsSevenBitsWhateverTheRecipientIs() throws Exception {
    ParsedNotification parsed =
        parsed(
            Notices.notice(
                "<carol@bücher.example>",
                octets("Subject: grün\n"),
                failed("<jürgen@elsewhere.example>", REMOTE, REFUSAL)));
    assertThat(parsed.envelope().smtpUtf8()).isFalse();
    assertThat(parsed.envelope().recipients().get(0).address())
        .hasToString("carol@xn--bcher-kva.example");
    assertThat(parsed.octets().chars()).allMatch(c -> c < 128);
    assertThat(parsed.status())
        .contains("\r\nFinal-Recipient: utf-8; j\\x{FC}rgen@elsewhere.example\r\n");
  }

  @ParameterizedTest
  @CsvSource({
    "b@example.net, rfc822; b@example.net",
    "b@bücher.example, rfc822; b@xn--bcher-kva.example",
    "'\"a=+ ü\"@example.net', 'utf-8; \"a\\x{3D}\\x{2B}\\x{20}\\x{FC}\"@example.net'",
    "\ud83d\udc2a@bücher.example, 'utf-8; \\x{1F42A}@b\\x{FC}cher.example'",
  })
  void addressesAreReportedInSevenBits(String recipient, String typed) throws Exception {
    assertThat(reporting("<" + recipient + ">", REMOTE, REFUSAL).status())
        .contains("\r\nFinal-Recipient: " + typed + "\r\n");
  }

  @Test
  void nobodyIsNotifiedOfANotification() {
    ReportedMail mail = notice("<carol@example.net>", Notices.CONTENT).mail();
    Envelope nullEnvelope =
        new Envelope(
            ReversePath.NULL, mail.envelope().recipients(), BodyType.EIGHT_BIT_MIME, false);
    assertThatThrownBy(
            () ->
                new ReportedMail(
                    mail.queueId(), nullEnvelope, mail.arrival(), Optional.empty(), mail.content()))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void aSuccessIsNotReportedAsFailure() {
    ReportedRecipient delivered = Notices.reported("<a@b.example>", "none", TAKEN);
    assertThatThrownBy(() -> Notices.notice("<carol@example.net>", octets("x: y\n"), delivered))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> about(NotificationKind.DELIVERED, MailOptions.NONE, "", REFUSAL))
        .isInstanceOf(IllegalArgumentException.class);
  }

  private static Notice about(
      NotificationKind kind, MailOptions options, String content, SmtpReply reply) {
    return Notices.about(
        kind,
        "<carol@example.net>",
        options,
        octets(content),
        Notices.reported("<bob@elsewhere.example>", REMOTE, reply));
  }

  private static ParsedNotification returning(MailOptions options, String content)
      throws IOException, MessagingException {
    return parsed(about(NotificationKind.FAILURE, options, content, REFUSAL));
  }

  @ParameterizedTest
  @CsvSource({
    "the body, false, message/rfc822, SEVEN_BIT",
    "the body, true, message/rfc822, SEVEN_BIT",
    "der K\u00f6rper, false, message/rfc822, EIGHT_BIT_MIME",
    "der K\u00f6rper, true, message/global, EIGHT_BIT_MIME",
  })
  void theWholeMailComesBackToWhoWantsIt(
      String body, boolean smtpUtf8, String type, BodyType bodyType) throws Exception {
    MailOptions options = MailOptions.NONE.withRet(Ret.FULL);
    String content = "Subject: x\nMessage-ID: <1@a>\n\n" + body + "\n";
    ParsedNotification parsed = returning(smtpUtf8 ? options.withSmtpUtf8() : options, content);
    assertThat(parsed.partTypes()).last().isEqualTo(type);
    assertThat(parsed.octets())
        .contains(new String(octets("\n\n" + content + "\n--"), StandardCharsets.ISO_8859_1));
    assertThat(parsed.envelope().body()).isEqualTo(bodyType);
    assertThat(parsed.field("Content-Transfer-Encoding").isPresent())
        .isEqualTo(bodyType == BodyType.EIGHT_BIT_MIME);
    assertThat(parsed.field("References")).hasValue("<1@a>");
    assertThat(parsed.text()).contains("A report for programs and your mail follow.");
  }

  @Test
  void whoWantsTheHeaderGetsTheHeader() throws Exception {
    ParsedNotification parsed = returning(MailOptions.NONE.withRet(Ret.HDRS), Notices.CONTENT);
    assertThat(parsed.partTypes()).last().isEqualTo("text/rfc822-headers");
    assertThat(parsed.octets()).doesNotContain("must not travel back");
  }

  @Test
  void aLargeMailDoesNotComeBack() throws Exception {
    MailOptions whole = MailOptions.NONE.withRet(Ret.FULL);
    String header = "Subject: x\n\n";
    int lines = ((int) ReturnSettings.DEFAULTS.maximumOctets() - octets(header).length) / 64;
    String largest = header + ("x".repeat(62) + "\n").repeat(lines);
    assertThat(returning(whole, largest).partTypes()).last().isEqualTo("message/rfc822");

    ParsedNotification parsed = returning(whole, largest + "x".repeat(63) + "\n");
    assertThat(parsed.partTypes()).last().isEqualTo("text/rfc822-headers");
    assertThat(parsed.text().replace("\r\n", " "))
        .contains("the header of your mail follow; the mail is too large to be returned.");
  }

  @ParameterizedTest
  @ValueSource(strings = {"a\rb", "a\0b", "\n\r"})
  void aMailThatNoPartCanHoldDoesNotComeBack(String body) throws Exception {
    ParsedNotification parsed =
        returning(MailOptions.NONE.withRet(Ret.FULL), "Subject: x\n\n" + body);
    assertThat(parsed.partTypes()).last().isEqualTo("text/rfc822-headers");
    assertThat(parsed.text()).contains("has odd lines and cannot be returned");
  }

  @Test
  void ofAMailThatRequiresTlsJustTheHeaderComesBackAndRequiresTlsToo() throws Exception {
    ParsedNotification parsed =
        returning(MailOptions.NONE.withRet(Ret.FULL).withRequireTls(), Notices.CONTENT);
    // RFC 8689 §5
    assertThat(parsed.partTypes()).last().isEqualTo("text/rfc822-headers");
    assertThat(parsed.envelope().options()).isEqualTo(MailOptions.NONE.withRequireTls());
  }

  @ParameterizedTest
  @CsvSource({"DELIVERED, delivered", "RELAYED, relayed"})
  void aSuccessIsToldWithTheHeader(NotificationKind kind, String action) throws Exception {
    ParsedNotification parsed =
        parsed(about(kind, MailOptions.NONE.withRet(Ret.FULL), Notices.CONTENT, TAKEN));
    assertThat(parsed.status())
        .contains(
            "\r\nAction: " + action + "\r\nStatus: 2.6.0\r\n",
            "\r\nRemote-MTA: dns; mx.elsewhere.example\r\nDiagnostic-Code: smtp; 250 2.6.0 ok\r\n");
    assertThat(parsed.partTypes()).last().isEqualTo("text/rfc822-headers");
    assertThat(parsed.octets()).doesNotContain("must not travel back", "undelivered");
  }

  @Test
  void theEnvelopeIdComesBackAsItWasBeforeItsEncoding() throws Exception {
    assertThat(returning(MailOptions.NONE.withEnvelopeId("a+b =c"), "x: y\n").status())
        .startsWith("Original-Envelope-Id: a+b =c\r\nReporting-MTA: ");
  }

  @ParameterizedTest
  @CsvSource({
    "<carol@example.net>, rfc822;B+2Bx@old.example, rfc822; B+x@old.example",
    "<carol@example.net>, x400;/S=B+20b/, x400; /S+B b/",
    "<carol@example.net>, utf-8;j\u00fcrgen@old.example, utf-8; j\\x{FC}rgen@old.example",
    "<carol@example.net>, utf-8;a\\x{2B}b@old.example, utf-8; a\\x{2B}b@old.example",
    "<k\u00e4the@example.net>, utf-8;j\\x{FC}rgen@old.example, utf-8; j\u00fcrgen@old.example",
  })
  void theOriginalRecipientComesBack(String sender, String orcpt, String reported)
      throws Exception {
    String parameter = orcpt.replace("/S=", "/S+2B");
    ParsedNotification parsed =
        parsed(
            Notices.notice(
                sender,
                octets("x: y\n"),
                Notices.original(parameter, failed("<bob@elsewhere.example>", REMOTE, REFUSAL))));
    assertThat(parsed.status())
        .contains("\r\n\r\nOriginal-Recipient: " + reported + "\r\nFinal-Recipient: rfc822; ");
  }
}
