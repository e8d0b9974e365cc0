package org.dromedary.camel;

import java.nio.charset.StandardCharsets;
import java.util.List;
import org.dromedary.mail.Recipient;
import org.dromedary.queue.QueuedMessage;

/**
 * The copy of a mail for the archive. Its header fields do not say who sent it and who got it
 * (blind copies, lists), so the envelope is written before them: {@code X-Envelope-From}, and
 * {@code X-Envelope-To} for each recipient as it was given to us, before aliases. What stands
 * before our {@code Received} cannot come from a sender.
 */
final class ArchiveCopy {
  private ArchiveCopy() {}

  static QueuedMessage of(QueuedMessage mail, Recipient archive) {
    StringBuilder fields = new StringBuilder();
    fields.append("X-Envelope-From: ").append(mail.envelope().reversePath()).append("\r\n");
    for (Recipient recipient : mail.envelope().recipients()) {
      fields.append("X-Envelope-To: ").append(recipient.forwardPath()).append("\r\n");
    }
    QueuedMessage copy = mail.withRecipients(List.of(archive));
    return new QueuedMessage(
        copy.queueId(),
        copy.envelope(),
        copy.arrival(),
        copy.retry(),
        mail.content().prepend(fields.toString().getBytes(StandardCharsets.UTF_8)));
  }
}
