package org.dromedary.dsn;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.dromedary.mail.BodyType;
import org.dromedary.mail.EnhancedStatusCode;
import org.dromedary.mail.Envelope;
import org.dromedary.mail.MailContent;
import org.dromedary.mail.MailOptions;
import org.dromedary.mail.OriginalRecipient;
import org.dromedary.mail.QueueId;
import org.dromedary.mail.Recipient;
import org.dromedary.mail.ReplyCode;
import org.dromedary.mail.ReversePath;
import org.dromedary.mail.SmtpReply;

/** Notices for tests. */
final class Notices {
  static final Instant ARRIVAL = Instant.parse("2026-11-22T08:00:00Z");
  static final Instant ATTEMPT = ARRIVAL.plusSeconds(2);
  static final Instant NOW = ARRIVAL.plusSeconds(3);
  static final String CONTENT =
      """
      Received: from client.example.net by mx.example.org
      From: Carol <carol@example.net>
      To: bob@elsewhere.example
      Subject: =?utf-8?q?Gr=C3=BC=C3=9Fe?=
      Message-ID: <1234@example.net>

      the body must not travel back
      """;

  private Notices() {}

  static ReportedRecipient failed(String path, String relay, SmtpReply reply) {
    return reported(path, relay, reply);
  }

  static ReportedRecipient reported(String path, String relay, SmtpReply reply) {
    return new ReportedRecipient(Recipient.parse(path), relay, reply, ATTEMPT);
  }

  static SmtpReply reply(int code, String status, String... lines) {
    return new SmtpReply(
        new ReplyCode(code), Optional.of(EnhancedStatusCode.parse(status)), List.of(lines));
  }

  /** Of a recipient for which the sender gave an ORCPT. */
  static ReportedRecipient original(String orcpt, ReportedRecipient reported) {
    Recipient recipient =
        new Recipient(
            reported.recipient().forwardPath(),
            Optional.empty(),
            Optional.of(OriginalRecipient.parse(orcpt, true)));
    return new ReportedRecipient(
        recipient, reported.relay(), reported.reply(), reported.lastAttempt());
  }

  static Notice notice(String sender, byte[] content, ReportedRecipient... failed) {
    return about(NotificationKind.FAILURE, sender, options(sender, failed), content, failed);
  }

  private static MailOptions options(String sender, ReportedRecipient... reported) {
    MailOptions options = MailOptions.NONE.withBody(BodyType.EIGHT_BIT_MIME);
    boolean smtpUtf8 =
        ReversePath.parse(sender).address().orElseThrow().isInternationalized()
            || Stream.of(reported).anyMatch(r -> r.recipient().address().isInternationalized());
    return smtpUtf8 ? options.withSmtpUtf8() : options;
  }

  static Notice about(
      NotificationKind kind,
      String sender,
      MailOptions options,
      byte[] content,
      ReportedRecipient... reported) {
    List<Recipient> recipients = Stream.of(reported).map(ReportedRecipient::recipient).toList();
    ReportedMail mail =
        new ReportedMail(
            new QueueId("01JDEXAMPLE00001"),
            new Envelope(ReversePath.parse(sender), recipients, options),
            ARRIVAL,
            Optional.of("client.example.net"),
            MailContent.of(content));
    return new Notice(kind, mail, List.of(reported));
  }

  static byte[] octets(String text) {
    return text.replace("\n", "\r\n").getBytes(StandardCharsets.UTF_8);
  }
}
