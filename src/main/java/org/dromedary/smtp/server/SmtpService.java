package org.dromedary.smtp.server;

import java.time.Instant;
import java.time.InstantSource;
import org.dromedary.mail.Envelope;
import org.dromedary.mail.QueueId;
import org.dromedary.mail.QueueIdGenerator;
import org.dromedary.mail.SmtpReply;
import org.dromedary.mail.Submission;

/** What all sessions of a listener share. */
record SmtpService(
    ListenerKind listener,
    SmtpServerSettings settings,
    Verbs verbs,
    QueueIdGenerator queueIds,
    InstantSource clock,
    Defence defence) {

  /** A mail that came in whole, with a new queue id and our trace field in front. */
  ReceivedMail receivedMail(SmtpClient client, Envelope envelope, ContentReceiver content) {
    QueueId id = queueIds.next();
    Instant now = clock.instant();
    ReceivedField.Style style =
        new ReceivedField.Style(settings.hostname(), settings.policy().receivedShowsUser());
    ReceivedField field = new ReceivedField(client, style, id, envelope, now);
    ReceivedMail.Arrived arrived =
        new ReceivedMail.Arrived(listener.word(), client.protocol(envelope.smtpUtf8()), now);
    return new ReceivedMail(
        id, envelope, content.content(field.octets()), client, arrived, Submission.NONE);
  }

  /** RFC 5321 §4.3.1; no status (RFC 2034 §4). */
  SmtpReply banner() {
    return SmtpReply.of(220, settings.hostname().ascii() + " ESMTP Dromedary");
  }
}
