package org.dromedary.dsn;

import org.dromedary.mail.Envelope;
import org.dromedary.mail.MailContent;

/**
 * A message of RFC 3464, ready to be queued.
 *
 * @param envelope from the null reverse path to the sender of the mail
 * @param content at most a few times 64 KiB on the heap; it may refer to the content of the mail
 *     that it is about
 */
public record DeliveryStatusNotification(Envelope envelope, MailContent content) {}
