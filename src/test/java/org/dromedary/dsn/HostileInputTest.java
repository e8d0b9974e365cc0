package org.dromedary.dsn;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.dromedary.mail.BodyType;
import org.dromedary.mail.EnhancedStatusCode;
import org.dromedary.mail.Envelope;
import org.dromedary.mail.MailAddress;
import org.dromedary.mail.MailContent;
import org.dromedary.mail.MailOptions;
import org.dromedary.mail.Recipient;
import org.dromedary.mail.ReplyCode;
import org.dromedary.mail.Ret;
import org.dromedary.mail.ReversePath;
import org.dromedary.mail.SmtpReply;
import org.junit.jupiter.api.Test;

/** Whatever peers say and mails contain, it stays in its field and its part. */
class HostileInputTest {
  private static final List<String> MESSAGE_FIELDS =
      List.of("Reporting-MTA", "Received-From-MTA", "Arrival-Date", "X-Dromedary-Queue-ID");
  private static final List<String> RECIPIENT_FIELDS =
      List.of("Final-Recipient", "Action", "Status", "Diagnostic-Code", "Last-Attempt-Date");

  @Provide
  Arbitrary<String> nasty() {
    return Arbitraries.of(
            "\r",
            "\n",
            "\r\n",
            "\r\n\r\n",
            " ",
            "   ",
            "\t",
            "\0",
            "--",
            "=_",
            "=",
            "X: y",
            "<>",
            "\u00e4",
            "\u4e2d",
            "\ud83d\udc2a",
            "\ud83d",
            "\u0085",
            "\u2028",
            "a",
            "x".repeat(400),
            " ".repeat(300),
            ".",
            "Status: 2.0.0")
        .list()
        .ofMaxSize(12)
        .map(parts -> String.join("", parts));
  }

  @Provide
  Arbitrary<MailAddress> addresses() {
    Arbitrary<String> quoted =
        Arbitraries.strings()
            .withChars(" ;:<>()@,a=-.\u00e4")
            .ofMaxLength(15)
            .map(s -> "\"" + s + "\"");
    Arbitrary<String> atoms =
        Arbitraries.strings().withChars("ab+=%!?_\u4e2d").ofMinLength(1).ofMaxLength(15);
    return Arbitraries.oneOf(quoted, atoms).map(s -> MailAddress.parse(s + "@example.net"));
  }

  private static SmtpReply refusal(String words) {
    List<String> lines =
        Arrays.stream(words.split("\\R", -1))
            .map(line -> line.replaceAll("[\\p{Cntrl}\\u0080-\\u009f]", ""))
            .toList();
    return new SmtpReply(new ReplyCode(550), Optional.of(EnhancedStatusCode.parse("5.1.1")), lines);
  }

  private static Notice notice(MailAddress sender, byte[] header, ReportedRecipient recipient) {
    Notice plain = Notices.notice("<carol@example.net>", header, recipient);
    Envelope envelope =
        new Envelope(
            ReversePath.of(sender), List.of(recipient.recipient()), BodyType.EIGHT_BIT_MIME, true);
    ReportedMail mail =
        new ReportedMail(
            plain.mail().queueId(),
            envelope,
            plain.mail().arrival(),
            Optional.of("client"),
            MailContent.of(header));
    return new Notice(NotificationKind.FAILURE, mail, List.of(recipient));
  }

  private static void assertSound(ParsedNotification parsed) throws Exception {
    assertThat(parsed.partTypes()).hasSize(3);
    assertThat(parsed.fieldNames())
        .containsSubsequence("From", "To", "Subject", "Date", "Message-ID", "Auto-Submitted")
        .hasSizeLessThanOrEqualTo(10);
    for (int part = 0; part < 3; part++) {
      assertThat(parsed.partFieldNames(part))
          .containsExactly("Content-Type", "Content-Description", "Content-Transfer-Encoding");
    }
    assertThat(parsed.octets().replace("\r\n", "")).doesNotContain("\r", "\n", "\0");
    assertThat(parsed.octets().split("\r\n", -1)).allMatch(line -> line.length() <= 998);
    if (!parsed.envelope().smtpUtf8()) {
      assertThat(parsed.octets().chars()).allMatch(c -> c < 128);
    }
    assertThat(statusFields(parsed.status())).isEqualTo(expectedStatusFields());
  }

  private static List<String> statusFields(String status) {
    return Arrays.stream(status.split("\r\n"))
        .filter(line -> !line.isEmpty() && !line.startsWith(" "))
        .map(line -> line.substring(0, line.indexOf(':')))
        .toList();
  }

  private static List<String> expectedStatusFields() {
    return Stream.concat(MESSAGE_FIELDS.stream(), RECIPIENT_FIELDS.stream())
        .collect(Collectors.toList());
  }

  @Property(tries = 200)
  void whatPeersAnswerStaysInItsField(
      @ForAll("nasty") String words,
      @ForAll("nasty") String relay,
      @ForAll("addresses") MailAddress sender,
      @ForAll("addresses") MailAddress recipient)
      throws Exception {
    ReportedRecipient failed =
        new ReportedRecipient(
            Recipient.parse("<" + recipient + ">"), relay, refusal(words), Notices.ATTEMPT);
    ParsedNotification parsed =
        ParsedNotification.compose(notice(sender, Notices.octets(Notices.CONTENT), failed));
    assertSound(parsed);
    String[] groups = parsed.status().split("\r\n\r\n", -1);
    assertThat(groups).hasSize(2);
    assertThat(Arrays.stream(parsed.status().split("\r\n")))
        .noneMatch(line -> line.isBlank() && !line.isEmpty());
  }

  @Property(tries = 200)
  void theHeaderOfTheMailStaysInItsPartOctetByOctet(
      @ForAll("nasty") String value, @ForAll byte[] tail) throws Exception {
    byte[] start = ("X-A: " + value).getBytes(StandardCharsets.UTF_8);
    byte[] header = Arrays.copyOf(start, start.length + tail.length);
    System.arraycopy(tail, 0, header, start.length, tail.length);
    ReportedRecipient failed = Notices.failed("<b@elsewhere.example>", "none", refusal("no"));
    ParsedNotification parsed =
        ParsedNotification.compose(notice(MailAddress.parse("c@example.net"), header, failed));
    assertSound(parsed);
    assertThat(parsed.originalHeader())
        .isEqualTo(
            new String(
                HeaderSection.of(MailContent.of(header)).octets(), StandardCharsets.ISO_8859_1));
  }

  @Property(tries = 200)
  void theWholeMailStaysInItsPartOctetByOctet(@ForAll("nasty") String value, @ForAll byte[] tail)
      throws Exception {
    byte[] start = ("X-A: b\r\n\r\n" + value).getBytes(StandardCharsets.UTF_8);
    byte[] content = Arrays.copyOf(start, start.length + tail.length);
    System.arraycopy(tail, 0, content, start.length, tail.length);
    ParsedNotification parsed =
        ParsedNotification.compose(
            Notices.about(
                NotificationKind.FAILURE,
                "<c@example.net>",
                MailOptions.NONE.withRet(Ret.FULL),
                content,
                Notices.failed("<b@elsewhere.example>", "none", refusal("no"))));
    boolean whole = LineScan.of(content).isPlain();
    assertThat(parsed.partTypes())
        .hasSize(3)
        .last()
        .isEqualTo(whole ? "message/rfc822" : "text/rfc822-headers");
    assertThat(parsed.originalHeader())
        .isEqualTo(whole ? new String(content, StandardCharsets.ISO_8859_1) : "X-A: b\r\n");
  }

  @Test
  void theNameThatAClientGaveCannotAddAField() throws Exception {
    Notice plain =
        Notices.notice(
            "<carol@example.net>",
            new byte[0],
            Notices.failed("<b@elsewhere.example>", "none", refusal("no")));
    ReportedMail mail =
        new ReportedMail(
            plain.mail().queueId(),
            plain.mail().envelope(),
            plain.mail().arrival(),
            Optional.of("a\r\nX-Forged: yes\r\n\r\nFinal-Recipient: rfc822; x@y"),
            plain.mail().content());
    ParsedNotification parsed =
        ParsedNotification.compose(new Notice(NotificationKind.FAILURE, mail, plain.recipients()));
    assertSound(parsed);
  }

  @Test
  void aBoundaryInTheMailIsNotTheBoundary() throws Exception {
    ReportedRecipient failed = Notices.failed("<b@elsewhere.example>", "none", refusal("no"));
    MailAddress sender = MailAddress.parse("c@example.net");
    ParsedNotification first =
        ParsedNotification.compose(notice(sender, new byte[] {'A', ':', '\r', '\n'}, failed));
    String boundary = first.contentType().replaceAll(".*boundary=\"([^\"]+)\".*", "$1");
    assertThat(boundary).startsWith("=_");
    byte[] header = ("A:\r\n\t\r\n --" + boundary + "\r\n").getBytes(StandardCharsets.US_ASCII);
    assertSound(ParsedNotification.compose(notice(sender, header, failed)));
  }

  @Test
  void aSmtpReplyCannotCarryALineBreakToBeginWith() {
    assertThatThrownBy(() -> SmtpReply.of(550, "5.1.1", "a\r\nb"))
        .isInstanceOf(IllegalArgumentException.class);
  }
}
