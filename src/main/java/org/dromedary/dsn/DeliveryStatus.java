package org.dromedary.dsn;

import java.util.Optional;
import org.dromedary.mail.Domain;

/** The fields for programs: {@code message/delivery-status} (RFC 3464 §2). */
final class DeliveryStatus {
  private final boolean utf8;
  private final FieldBlock fields;

  DeliveryStatus(Domain hostname, Notice notice) {
    // RFC 6533 §4: only message/global-delivery-status has UTF-8
    utf8 = notice.needsSmtpUtf8();
    fields = new FieldBlock(utf8);
    addMessage(hostname, notice.mail());
    for (ReportedRecipient recipient : notice.recipients()) {
      fields.endGroup();
      addRecipient(recipient, notice);
    }
  }

  private void addMessage(Domain hostname, ReportedMail mail) {
    // RFC 3464 §2.2.1, RFC 3461 §6.3 (a): decoded
    mail.envelope().options().envelopeId().ifPresent(id -> fields.add("Original-Envelope-Id", id));
    fields.add("Reporting-MTA", "dns; " + hostname.ascii()); // RFC 3464 §2.2.2
    mail.receivedFrom()
        .map(Untrusted::asciiLine)
        .filter(name -> !name.isEmpty())
        .ifPresent(name -> fields.add("Received-From-MTA", "dns; " + name)); // RFC 3464 §2.2.4
    fields.add("Arrival-Date", MailDate.format(mail.arrival())); // RFC 3464 §2.2.5
    fields.add("X-Dromedary-Queue-ID", mail.queueId().value()); // RFC 3464 §2.4: extension field
  }

  private void addRecipient(ReportedRecipient recipient, Notice notice) {
    NotificationKind kind = notice.kind();
    Optional<String> remote = recipient.remoteName();
    String reply = recipient.reply().toString();
    // RFC 3464 §2.3.1, RFC 3461 §6.3 (d)
    recipient
        .recipient()
        .original()
        .ifPresent(o -> fields.add("Original-Recipient", ReportedAddress.typed(o, utf8)));
    // RFC 3464 §2.3.2
    fields.add("Final-Recipient", ReportedAddress.typed(recipient.recipient().address(), utf8));
    fields.add("Action", kind.action()); // RFC 3464 §2.3.3
    fields.add("Status", recipient.status().toString()); // RFC 3464 §2.3.4
    remote.ifPresent(name -> fields.add("Remote-MTA", "dns; " + name)); // RFC 3464 §2.3.5
    // RFC 3464 §2.3.6: smtp is for words of an SMTP peer, X- for ours, which have nothing to add
    // to a delivery
    if (remote.isPresent() || !kind.isSuccess()) {
      fields.add("Diagnostic-Code", (remote.isPresent() ? "smtp; " : "X-Dromedary; ") + reply);
    }
    fields.add("Last-Attempt-Date", MailDate.format(recipient.lastAttempt())); // RFC 3464 §2.3.7
    // RFC 3464 §2.3.9
    notice.until().ifPresent(until -> fields.add("Will-Retry-Until", MailDate.format(until)));
  }

  @Override
  public String toString() {
    return fields.toString();
  }
}
