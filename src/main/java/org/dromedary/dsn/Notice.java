package org.dromedary.dsn;

import java.util.List;
import org.dromedary.mail.Domain;
import org.dromedary.mail.MailAddress;

/**
 * What a notification is to tell.
 *
 * @param recipients at least one
 */
public record Notice(NotificationKind kind, ReportedMail mail, List<ReportedRecipient> recipients) {
  public Notice {
    recipients = List.copyOf(recipients);
    if (recipients.isEmpty()) {
      throw new IllegalArgumentException("a notice needs a recipient");
    }
  }

  /** The sender of the mail; its domain with A-labels if that makes the whole address ASCII. */
  MailAddress to() {
    MailAddress sender = mail.envelope().reversePath().address().orElseThrow();
    MailAddress plain = new MailAddress(sender.localPart(), Domain.parse(sender.domain().ascii()));
    return plain.isInternationalized() ? sender : plain;
  }

  /** Whether the notification itself needs SMTPUTF8 (RFC 6531) on its way. */
  boolean needsSmtpUtf8() {
    return to().isInternationalized();
  }

  /** Whether it names an address that the types of RFC 3464 cannot express (RFC 6533 §3). */
  boolean isInternationalized() {
    return needsSmtpUtf8()
        || recipients.stream().anyMatch(r -> r.recipient().address().isInternationalized());
  }
}
