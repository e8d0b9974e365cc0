package org.dromedary.dsn;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.dromedary.mail.MailAddress;

/**
 * What a notification is to tell.
 *
 * @param recipients at least one
 * @param until when a delayed mail will be given up; empty for other notices
 */
public record Notice(
    NotificationKind kind,
    ReportedMail mail,
    List<ReportedRecipient> recipients,
    Optional<Instant> until) {
  /** Of a mail that is tried no more. */
  public Notice(NotificationKind kind, ReportedMail mail, List<ReportedRecipient> recipients) {
    this(kind, mail, recipients, Optional.empty());
  }

  public Notice {
    recipients = List.copyOf(recipients);
    if (until.isPresent() != (kind == NotificationKind.DELAY)) {
      throw new IllegalArgumentException("a delayed mail, and no other, is tried until some time");
    }
    if (recipients.isEmpty()) {
      throw new IllegalArgumentException("a notice needs a recipient");
    }
    if (recipients.stream().anyMatch(r -> r.isSuccess() != kind.isSuccess())) {
      throw new IllegalArgumentException("a success is not reported as failure, nor the reverse");
    }
  }

  /** The sender of the mail; its domain with A-labels if that makes the whole address ASCII. */
  MailAddress to() {
    return ReportedAddress.plainest(mail.envelope().reversePath().address().orElseThrow());
  }

  /**
   * Whether the notification itself needs SMTPUTF8 (RFC 6531) on its way; only then may it have
   * octets above 127.
   */
  boolean needsSmtpUtf8() {
    return to().isInternationalized();
  }
}
