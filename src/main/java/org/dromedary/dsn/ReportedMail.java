package org.dromedary.dsn;

import java.time.Instant;
import java.util.Optional;
import org.dromedary.mail.Envelope;
import org.dromedary.mail.MailContent;
import org.dromedary.mail.QueueId;

/**
 * The mail that a notification is about.
 *
 * @param envelope as it was accepted; the notification goes to its reverse path
 * @param arrival when this system accepted it
 * @param receivedFrom the name the client gave in EHLO; untrusted
 * @param content the octets
 */
public record ReportedMail(
    QueueId queueId,
    Envelope envelope,
    Instant arrival,
    Optional<String> receivedFrom,
    MailContent content) {

  public ReportedMail {
    // RFC 5321 §6.1: never a notification about a notification
    if (envelope.reversePath().isNull()) {
      throw new IllegalArgumentException("nobody is notified of mail with the null reverse path");
    }
  }
}
