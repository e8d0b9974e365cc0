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
import org.dromedary.mail.Recipient;
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
    assertThat(envelope.recipients()).containsExactly(Recipient.parse("<carol@example.net>"));
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
    assertThatThrownBy(() -> failed("<a@b.example>", "none", SmtpReply.of(250, "2.0.0", "ok")))
        .isInstanceOf(IllegalArgumentException.class);
  }
}
