package org.dromedary.submit;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.dromedary.mail.BodyType;
import org.dromedary.mail.Domain;
import org.dromedary.mail.MailAddress;
import org.dromedary.mail.Notify;
import org.dromedary.mail.QueueIdGenerator;
import org.dromedary.mail.Ret;
import org.dromedary.mail.SmtpReply;
import org.dromedary.smtp.server.ReceivedMail;
import org.dromedary.smtp.server.RecipientDecision;
import org.dromedary.smtp.server.RecipientRequest;
import org.dromedary.smtp.server.RefusalReason;
import org.dromedary.submit.SubmittedMessage.Way;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class SubmissionIntakeTest {
  private static final Instant NOW = Instant.parse("2026-11-26T12:00:00Z");
  private static final String MAIL =
      "From: shop@example.org\r\nTo: alice@example.org\r\nSubject: x\r\n\r\nHello\r\n";
  private static final SubmittingUser SHOP =
      new SubmittingUser("shop", path -> path.toString().equals("<shop@example.org>"));

  @TempDir private Path directory;

  private SubmissionIntake intake() {
    return new SubmissionIntake(
        new SubmissionIntake.Settings(
            Domain.parse("router.example.org"), directory, 1000, 100_000, 5, true),
        request -> CompletableFuture.completedFuture(decide(request)),
        new QueueIdGenerator(InstantSource.fixed(NOW), () -> 1),
        InstantSource.fixed(NOW));
  }

  private static RecipientDecision decide(RecipientRequest request) {
    return switch (request.recipient().address().localPart()) {
      case "nobody" ->
          new RecipientDecision.Refused(
              SmtpReply.of(550, "5.1.1", "no such user here"), RefusalReason.UNKNOWN_RECIPIENT);
      case "undecided" ->
          new RecipientDecision.Refused(
              SmtpReply.of(451, "4.3.0", "later"), RefusalReason.LOCAL_ERROR);
      default -> RecipientDecision.ACCEPTED;
    };
  }

  private ReceivedMail take(Way way, String type, Map<String, String> all, String body)
      throws IOException, SubmissionRefusedException {
    Map<String, String> fields = new HashMap<>(all);
    fields.keySet().retainAll(SubmissionFields.NAMES);
    return intake()
        .take(
            new SubmittedMessage(
                way,
                SHOP,
                InetAddress.getLoopbackAddress(),
                type,
                new SubmissionFields(fields),
                all,
                way == Way.JMS ? Optional.of("message 1") : Optional.empty(),
                () -> new ByteArrayInputStream(body.getBytes(UTF_8))))
        .mail();
  }

  private ReceivedMail take(String body, String... fields)
      throws IOException, SubmissionRefusedException {
    Map<String, String> all = new HashMap<>();
    for (int i = 0; i < fields.length; i += 2) {
      all.put(fields[i], fields[i + 1]);
    }
    return take(Way.JMS, "", all, body);
  }

  private static String text(ReceivedMail mail) throws IOException {
    try (InputStream in = mail.content().open()) {
      return new String(in.readAllBytes(), ISO_8859_1);
    }
  }

  private static List<String> recipients(ReceivedMail mail) {
    return mail.envelope().recipients().stream()
        .map(recipient -> recipient.address().toString())
        .toList();
  }

  @Test
  void completesTheHeaderAndLeavesTheRest() throws Exception {
    ReceivedMail mail = take(MAIL);
    String id = mail.queueId().value();
    assertThat(text(mail))
        .isEqualTo(
            "Received: by router.example.org with JMS id "
                + id
                + ";\r\n\tThu, 26 Nov 2026 12:00:00 +0000\r\n"
                + MAIL.substring(0, MAIL.indexOf("\r\n\r\n") + 2)
                + "Date: Thu, 26 Nov 2026 12:00:00 +0000\r\nMessage-ID: <"
                + id
                + "@router.example.org>\r\n\r\nHello\r\n");
    assertThat(mail.envelope().reversePath()).hasToString("<shop@example.org>");
    assertThat(mail.envelope().body()).isEqualTo(BodyType.SEVEN_BIT);
    assertThat(mail.arrived().listener()).isEqualTo("jms");
  }

  @Test
  void keepsDateAndMessageIdThatAreThere() throws Exception {
    String own = "Date: Thu, 1 Jan 2026 00:00:00 +0000\r\nmessage-id : <a@b>\r\n" + MAIL;
    assertThat(text(take(own))).endsWith(own);
  }

  @Test
  void takesBlindCopiesOutOfTheHeader() throws Exception {
    ReceivedMail mail =
        take("BCC: bob@example.org,\r\n\tcarol@example.org\r\n" + MAIL + "Bcc: in the body\r\n");
    assertThat(text(mail)).doesNotContain("carol").contains("Bcc: in the body");
    assertThat(recipients(mail))
        .containsExactly("alice@example.org", "bob@example.org", "carol@example.org");
  }

  @Test
  void endsLinesInCrlf() throws Exception {
    assertThat(text(take(MAIL.replace("\r\n", "\n") + "no end"))).endsWith("Hello\r\nno end\r\n");
    assertThat(text(take("From: shop@example.org\nTo: a@example.org"))).endsWith(".org>\r\n\r\n");
  }

  @Test
  void seesWhatNeedsAnExtension() throws Exception {
    ReceivedMail body = take(MAIL + "\u00e4\r\n");
    assertThat(body.envelope().body()).isEqualTo(BodyType.EIGHT_BIT_MIME);
    assertThat(body.envelope().smtpUtf8()).isFalse();
    assertThat(take("X: \u00e4\r\n" + MAIL).envelope().smtpUtf8()).isTrue();
    assertThat(take(MAIL, "recipients", "\u00e4@example.org").envelope().smtpUtf8()).isTrue();
  }

  @Test
  void takesTheEnvelopeFromTheFields() throws Exception {
    ReceivedMail mail =
        take(
            MAIL,
            "sender",
            "<>",
            "recipients",
            "a@example.com, <b@example.com>,a@example.com",
            "notify",
            "success, delay",
            "ret",
            "hdrs",
            "envid",
            "order 1",
            "notBefore",
            "2026-11-26T15:00:00+02:00",
            "priority",
            "9",
            "correlationId",
            "c-1");
    assertThat(mail.envelope().reversePath().isNull()).isTrue();
    assertThat(recipients(mail)).containsExactly("a@example.com", "b@example.com");
    assertThat(mail.envelope().recipients().getFirst().notifyOn())
        .contains(Notify.parse("SUCCESS,DELAY"));
    assertThat(mail.envelope().options().ret()).contains(Ret.HDRS);
    assertThat(mail.envelope().options().envelopeId()).contains("order 1");
    assertThat(mail.submission().notBefore()).contains(Instant.parse("2026-11-26T13:00:00Z"));
    assertThat(mail.submission().priority()).isEqualTo(9);
    assertThat(mail.submission().correlationId()).contains("c-1");
  }

  @Test
  void aTimeThatIsPastIsNone() throws Exception {
    assertThat(take(MAIL, "notBefore", "1000").submission().notBefore()).isEmpty();
  }

  @Test
  void theSameKeyIsTheSameQueueId() throws Exception {
    ReceivedMail mail = take(MAIL, "idempotencyKey", "k");
    assertThat(take(MAIL, "idempotencyKey", "k").queueId()).isEqualTo(mail.queueId());
    assertThat(take(MAIL, "idempotencyKey", "l").queueId()).isNotEqualTo(mail.queueId());
    assertThat(take(Way.HTTP, "", Map.of(), MAIL).submission().idempotencyKey()).isEmpty();
  }

  @Test
  void aLargeMessageIsInAFile() throws Exception {
    ReceivedMail mail = take(MAIL + "x\r\n".repeat(1000));
    assertThat(text(mail)).endsWith("x\r\n".repeat(1000));
    try (var files = Files.list(directory)) {
      assertThat(files).hasSize(1);
    }
  }

  @Test
  void composesTheSimpleForm() throws Exception {
    ReceivedMail mail =
        take(
            Way.HTTP,
            "application/json",
            Map.of(),
            """
            {"from": "J\u00f6rg <shop@example.org>", "to": ["A <a@example.com>", "b@example.com"], "bcc": "c@example.com",
             "subject": "\u20ac 1", "text": "t\u00e4xt\\n", "html": "<b>h</b>", "headers": {"X-A": "\u00e4"},
             "attachments": [{"name": "a.txt", "contentType": "text/plain", "content": "QUJD"},
                             {"name": "l.png", "contentType": "image/png", "contentId": "l", "content": "QUJD"}],
             "priority": 2, "notify": ["NEVER"]}
            """);
    String text = text(mail);
    assertThat(text)
        .contains("From: =?UTF-8?Q?J=C3=B6rg?= <shop@example.org>\r\n")
        .contains("To: A <a@example.com>, b@example.com\r\n")
        .contains("Subject: =?UTF-8?Q?=E2=82=AC_1?=\r\n")
        .contains("multipart/mixed", "multipart/related", "multipart/alternative")
        .contains("Content-ID: <l>", "X-A: =?UTF-8?")
        .doesNotContain("c@example.com")
        .isEqualTo(new String(text.getBytes(UTF_8), ISO_8859_1)) // all ASCII
        .containsOnlyOnce("Message-ID: <" + mail.queueId());
    assertThat(recipients(mail)).containsExactly("a@example.com", "b@example.com", "c@example.com");
    assertThat(mail.submission().priority()).isEqualTo(2);
  }

  @Test
  void composesPropertiesAndAText() throws Exception {
    Map<String, String> properties =
        Map.of("from", "shop@example.org", "to", "a@example.com", "subject", "s");
    assertThat(text(take(Way.JMS, "text/html; charset=UTF-8", properties, "<p>x</p>")))
        .contains("Content-Type: text/html; charset=UTF-8")
        .endsWith("\r\n\r\n<p>x</p>\r\n");
  }

  @Test
  void anAddressBeyondAsciiIsWrittenAsItIs() throws Exception {
    ReceivedMail mail =
        take(
            Way.HTTP,
            "application/json",
            Map.of(),
            "{\"from\": \"shop@example.org\", \"to\": \"\u00e4@example.com\"}");
    assertThat(new String(text(mail).getBytes(ISO_8859_1), UTF_8))
        .contains("To: \u00e4@example.com");
    assertThat(mail.envelope().smtpUtf8()).isTrue();
    assertThat(mail.envelope().recipients().getFirst().address())
        .isEqualTo(MailAddress.parse("\u00e4@example.com"));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "sender | boss@example.org | 550 5.7.1",
        "sender | nonsense | 501 5.1.7",
        "recipients | nonsense | 501 5.1.3",
        "recipients | nobody@example.org | 550 5.1.1",
        "recipients | '' | 554 5.5.1",
        "recipients | 'a@b.c,b@b.c,c@b.c,d@b.c,e@b.c,f@b.c' | 552 5.5.3",
        "notify | SOMETIMES | 501 5.5.4",
        "ret | ALL | 501 5.5.4",
        "envid | '' | 501 5.5.4",
        "priority | 10 | 501 5.5.4",
        "notBefore | tomorrow | 501 5.5.4",
        "notBefore | 2036-01-01T00:00:00Z | 501 5.5.4",
        "idempotencyKey | '' | 501 5.5.4",
      })
  void refusesAField(String name, String value, String reply) {
    assertThatThrownBy(() -> take(MAIL, name, value))
        .isInstanceOf(SubmissionRefusedException.class)
        .hasMessageStartingWith(reply);
  }

  @ParameterizedTest
  @ValueSource(strings = {"a\nb", "a\rb", "a\u0000b"})
  void refusesControlCharactersInFields(String value) {
    for (String name :
        List.of("sender", "recipients", "envid", "correlationId", "idempotencyKey")) {
      assertThatThrownBy(() -> take(MAIL, name, value))
          .isInstanceOf(SubmissionRefusedException.class)
          .hasMessageMatching("501 5\\.[0-9.]+ [^\\p{Cntrl}]*");
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "\r\n",
        "no header",
        " From: shop@example.org\r\n\r\n",
        "From: shop@example.org\r\nbroken\r\n\r\n",
        "From: shop@example.org\r\n\r\na\rb",
        "From: shop@example.org\r\n\r\na\u0000b",
        "From: shop@example.org\r\n\r\na\r"
      })
  void refusesWhatIsNoMessage(String body) {
    assertThatThrownBy(() -> take(body, "recipients", "a@example.com"))
        .isInstanceOf(SubmissionRefusedException.class)
        .hasMessageStartingWith("554 5.6.0");
  }

  @Test
  void refusesWhatIsTooLargeOrGoesRoundAndLeavesNoFile() throws IOException {
    assertThatThrownBy(() -> take(MAIL + "x".repeat(100_000))).hasMessageStartingWith("552 5.3.4");
    assertThatThrownBy(() -> take("Received: x\r\n".repeat(51) + MAIL))
        .hasMessageStartingWith("554 5.4.6");
    assertThatThrownBy(() -> take("X: " + "x".repeat(300_000) + "\r\n" + MAIL))
        .hasMessageStartingWith("554 5.6.0");
    assertThatThrownBy(() -> take(MAIL + "x".repeat(5_000), "sender", "boss@example.org"))
        .hasMessageStartingWith("550 5.7.1");
    try (var files = Files.list(directory)) {
      assertThat(files).isEmpty();
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "nonsense",
        "[]",
        "{} {}",
        "{\"from\": \"shop@example.org\", \"from\": \"shop@example.org\"}",
        "{\"from\": 1.5, \"to\": \"a@example.com\"}",
        "{\"to\": \"a@example.com\"}",
        "{\"from\": \"shop@example.org\", \"too\": \"a@example.com\"}",
        "{\"from\": \"shop@example.org\", \"to\": \"nonsense\"}",
        "{\"from\": \"shop@example.org\\r\\nX: y\", \"to\": \"a@example.com\"}",
        "{\"from\": \"shop@example.org\", \"to\": \"a@example.com\", \"subject\": \"a\\nb\"}",
        "{\"from\": \"shop@example.org\", \"to\": \"a@example.com\", \"headers\": {\"Bcc\": \"x\"}}",
        "{\"from\": \"shop@example.org\", \"to\": \"a@example.com\", \"headers\": {\"X:\": \"x\"}}",
        "{\"from\": \"shop@example.org\", \"to\": \"a@example.com\", \"headers\": {\"X\": \"a\\nb\"}}",
        "{\"from\": \"shop@example.org\", \"to\": \"a@example.com\", \"attachments\": [{}]}",
        "{\"from\": \"shop@example.org\", \"to\": \"a@example.com\", \"attachments\": [{\"name\": \"a\\nb\", \"content\": \"\"}]}",
        "{\"from\": \"shop@example.org\", \"to\": \"a@example.com\", \"attachments\": [{\"name\": \"a\", \"content\": \"!\"}]}",
        "{\"from\": \"shop@example.org\", \"to\": \"a@example.com\", \"attachments\": [{\"name\": \"a\", \"contentType\": \"x\", \"content\": \"\"}]}",
        "{\"from\": \"shop@example.org\", \"to\": \"a@example.com\", \"attachments\": [{\"name\": \"a\", \"contentType\": \"message/rfc822\", \"content\": \"\"}]}"
      })
  void refusesADocument(String document) {
    assertThatThrownBy(() -> take(Way.HTTP, "application/json", Map.of(), document))
        .isInstanceOf(SubmissionRefusedException.class)
        .hasMessageMatching("(501|554) 5\\.[0-9.]+ [^\\p{Cntrl}]*");
  }

  @Test
  void refusesOtherTypes() {
    assertThatThrownBy(() -> take(Way.JMS, "image/png", Map.of(), MAIL))
        .hasMessageStartingWith("501 5.5.4 contentType");
  }

  @Test
  void whoIsNotDecidedIsAskedAgainWhenNobodyWaits() throws Exception {
    assertThat(recipients(take(MAIL, "recipients", "undecided@example.org"))).hasSize(1);
    assertThatThrownBy(
            () -> take(Way.HTTP, "", Map.of("recipients", "undecided@example.org"), MAIL))
        .hasMessageStartingWith("451");
  }
}
