package org.dromedary.local;

import java.time.Instant;
import org.dromedary.mail.MailContent;
import org.dromedary.mail.QueueId;
import org.dromedary.mail.Recipient;
import org.dromedary.mail.ReversePath;
import org.dromedary.routing.Mailbox;

/**
 * One mail for one mailbox.
 *
 * @param arrival when this system accepted the mail; the same at each repetition
 * @param recipient as it is after aliases
 */
public record LocalMail(
    QueueId queueId,
    Instant arrival,
    ReversePath reversePath,
    Recipient recipient,
    Mailbox.Kept mailbox,
    MailContent content) {}
