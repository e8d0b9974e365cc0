package org.dromedary.smtp.server;

import java.time.Instant;
import org.dromedary.mail.Envelope;
import org.dromedary.mail.MailContent;
import org.dromedary.mail.QueueId;
import org.dromedary.mail.Submission;

/**
 * A mail that came in whole, by SMTP or from an application, and waits for its answer: nothing of
 * it is durable yet.
 *
 * @param content with our Received field in front; a file of a large mail exists until the answer
 *     is given
 * @param submission what an application asks for
 */
public record ReceivedMail(
    QueueId queueId,
    Envelope envelope,
    MailContent content,
    SmtpClient client,
    Arrived arrived,
    Submission submission) {

  /**
   * How and when it came.
   *
   * @param listener the word for the way: that of an SMTP listener, {@code jms} or {@code http}
   * @param protocol the keyword for trace fields (RFC 3848); {@code JMS} or {@code HTTP}
   * @param at when the data was complete
   */
  public record Arrived(String listener, String protocol, Instant at) {}
}
