package org.dromedary.queue;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.dromedary.mail.Envelope;
import org.dromedary.mail.MailContent;
import org.dromedary.mail.QueueId;
import org.dromedary.mail.Recipient;
import org.dromedary.routing.RoutingFacts;

/**
 * A mail that was accepted, as it lies on a queue: one message may become several, each with some
 * of the recipients, and all keep the queue id.
 */
public record QueuedMessage(
    QueueId queueId, Envelope envelope, Arrival arrival, RetryState retry, MailContent content) {

  /** A mail that was just accepted. */
  public static QueuedMessage accepted(
      QueueId queueId, Envelope envelope, Arrival arrival, MailContent content) {
    return new QueuedMessage(queueId, envelope, arrival, RetryState.NEW, content);
  }

  /** The same mail for some of its recipients. */
  public QueuedMessage withRecipients(List<Recipient> recipients) {
    return new QueuedMessage(queueId, envelope.withRecipients(recipients), arrival, retry, content);
  }

  /** The same mail after an attempt. */
  public QueuedMessage withRetry(RetryState state) {
    return new QueuedMessage(queueId, envelope, arrival, state, content);
  }

  /** The same mail, to be tried again at once. */
  public QueuedMessage dueNow() {
    return withRetry(retry.dueNow());
  }

  /** What a routing table looks at. */
  public RoutingFacts facts() {
    return new RoutingFacts(
        new RoutingFacts.Origin(
            envelope.reversePath(), arrival.address(), arrival.listener(), arrival.user()),
        content.size(),
        content);
  }

  /** Its age. */
  public Duration ageAt(Instant now) {
    return Duration.between(arrival.at(), now);
  }
}
