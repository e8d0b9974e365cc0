package org.dromedary.smtp.server;

import java.time.Instant;
import org.dromedary.mail.Envelope;
import org.dromedary.mail.MailContent;
import org.dromedary.mail.QueueId;

/**
 * A mail that came in whole and waits for its answer: nothing of it is durable yet.
 *
 * @param content with our Received field in front; a file of a large mail exists until the answer
 *     is given
 * @param receivedAt when the data was complete
 */
public record ReceivedMail(
    QueueId queueId,
    Envelope envelope,
    MailContent content,
    SmtpClient client,
    ListenerKind listener,
    Instant receivedAt) {}
