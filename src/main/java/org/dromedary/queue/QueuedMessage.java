package org.dromedary.queue;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.dromedary.mail.Envelope;
import org.dromedary.mail.MailContent;
import org.dromedary.mail.QueueId;
import org.dromedary.mail.Recipient;
import org.dromedary.mail.Submission;
import org.dromedary.routing.RoutingFacts;

/**
 * A mail that was accepted, as it lies on a queue: one message may become several, each with some
 * of the recipients, and all keep the queue id.
 */
public record QueuedMessage(
    QueueId queueId,
    Envelope envelope,
    Arrival arrival,
    Submission submission,
    RetryState retry,
    MailContent content) {

  /** A mail for which no application asked anything. */
  public QueuedMessage(
      QueueId queueId, Envelope envelope, Arrival arrival, RetryState retry, MailContent content) {
    this(queueId, envelope, arrival, Submission.NONE, retry, content);
  }

  /** A mail that was just accepted. */
  public static QueuedMessage accepted(
      QueueId queueId, Envelope envelope, Arrival arrival, MailContent content) {
    return new QueuedMessage(queueId, envelope, arrival, RetryState.NEW, content);
  }

  /** The same mail for some of its recipients. */
  public QueuedMessage withRecipients(List<Recipient> recipients) {
    return withEnvelope(envelope.withRecipients(recipients));
  }

  /** The same mail with another envelope. */
  public QueuedMessage withEnvelope(Envelope other) {
    return new QueuedMessage(queueId, other, arrival, submission, retry, content);
  }

  /** The same mail, of which an application asks this. */
  public QueuedMessage withSubmission(Submission asked) {
    return new QueuedMessage(queueId, envelope, arrival, asked, retry, content);
  }

  /** The same mail after an attempt. */
  public QueuedMessage withRetry(RetryState state) {
    return new QueuedMessage(queueId, envelope, arrival, submission, state, content);
  }

  /** The same mail, to be tried again at once, or routed before its time. */
  public QueuedMessage dueNow() {
    return withSubmission(submission.withoutDelay()).withRetry(retry.dueNow());
  }

  /** When it is tried next, or routed if it waits for that; empty when it waits for no time. */
  public Optional<Instant> nextAttemptAt() {
    return retry.stage() == Stage.ROUTE ? submission.notBefore() : retry.nextAttemptAt();
  }

  /** What a routing table looks at. */
  public RoutingFacts facts() {
    return new RoutingFacts(
        new RoutingFacts.Origin(
            envelope.reversePath(), arrival.address(), arrival.listener(), arrival.user()),
        content.size(),
        content);
  }

  /** Its age; that of a mail which had to wait for its time counts from then. */
  public Duration ageAt(Instant now) {
    Instant start = submission.notBefore().filter(arrival.at()::isBefore).orElse(arrival.at());
    return start.isAfter(now) ? Duration.ZERO : Duration.between(start, now);
  }
}
