package org.dromedary.dsn;

import java.io.IOException;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import org.dromedary.mail.BodyType;
import org.dromedary.mail.Domain;
import org.dromedary.mail.Envelope;
import org.dromedary.mail.ForwardPath;
import org.dromedary.mail.MailAddress;
import org.dromedary.mail.MailContent;
import org.dromedary.mail.Recipient;
import org.dromedary.mail.ReversePath;

/** Makes notifications out of notices; safe for use by several threads. */
public final class NotificationComposer {
  private final Domain hostname;
  private final InstantSource clock;

  /**
   * @param hostname our name: the reporting MTA and the domain of {@code MAILER-DAEMON}
   */
  public NotificationComposer(Domain hostname, InstantSource clock) {
    this.hostname = hostname;
    this.clock = clock;
  }

  /**
   * Composes the notification.
   *
   * @throws IOException when the header section of the original cannot be read
   */
  public DeliveryStatusNotification compose(Notice notice) throws IOException {
    HeaderSection original = HeaderSection.of(notice.mail().content());
    boolean utf8 = notice.needsSmtpUtf8();
    MultipartReport report =
        new MultipartReport(
            List.of(
                MimePart.text(new NoticeText(hostname, notice, original).toString(), utf8),
                MimePart.status(new DeliveryStatus(hostname, notice).toString(), utf8),
                MimePart.headers(original.octets(), utf8)));
    MailContent content = MailContent.of(report.octets(header(notice, original, report)));
    return new DeliveryStatusNotification(envelope(notice), content);
  }

  private static Envelope envelope(Notice notice) {
    // RFC 5321 §6.1, RFC 3464 §2: from the null reverse path
    return new Envelope(
        ReversePath.NULL,
        List.of(new Recipient(new ForwardPath(notice.to()))),
        notice.needsSmtpUtf8() ? BodyType.EIGHT_BIT_MIME : BodyType.SEVEN_BIT,
        notice.needsSmtpUtf8());
  }

  private String header(Notice notice, HeaderSection original, MultipartReport report) {
    Instant now = clock.instant();
    MailAddress daemon = new MailAddress("MAILER-DAEMON", Domain.parse(hostname.ascii()));
    // the same notice at the same time has the same identity, so that a repetition shows
    String id =
        notice.mail().queueId() + "." + now.toEpochMilli() + "." + report.digest().substring(0, 16);
    FieldBlock fields =
        new FieldBlock(true)
            .add("From", "Mail Delivery System <" + daemon + ">")
            .add("To", "<" + notice.to() + ">")
            .add("Subject", notice.kind().subject())
            .add("Date", MailDate.format(now))
            .add("Message-ID", "<" + id + "@" + hostname.ascii() + ">")
            // RFC 3834 §5: no automatic answer to this one
            .add("Auto-Submitted", "auto-replied");
    original.messageId().ifPresent(messageId -> fields.add("References", messageId));
    return fields.add("MIME-Version", "1.0").toString();
  }
}
