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
    return new ReportedRecipient(Recipient.parse(path), relay, reply, ATTEMPT);
  }

  static SmtpReply reply(int code, String status, String... lines) {
    return new SmtpReply(
        new ReplyCode(code), Optional.of(EnhancedStatusCode.parse(status)), List.of(lines));
  }

  static Notice notice(String sender, byte[] content, ReportedRecipient... failed) {
    List<Recipient> recipients = Stream.of(failed).map(ReportedRecipient::recipient).toList();
    ReversePath reversePath = ReversePath.parse(sender);
    boolean smtpUtf8 =
        reversePath.address().orElseThrow().isInternationalized()
            || recipients.stream().anyMatch(r -> r.address().isInternationalized());
    Envelope envelope = new Envelope(reversePath, recipients, BodyType.EIGHT_BIT_MIME, smtpUtf8);
    ReportedMail mail =
        new ReportedMail(
            new QueueId("01JDEXAMPLE00001"),
            envelope,
            ARRIVAL,
            Optional.of("client.example.net"),
            MailContent.of(content));
    return new Notice(NotificationKind.FAILURE, mail, List.of(failed));
  }

  static byte[] octets(String text) {
    return text.replace("\n", "\r\n").getBytes(StandardCharsets.UTF_8);
  }
}
