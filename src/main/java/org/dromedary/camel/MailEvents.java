package org.dromedary.camel;

import java.util.Optional;
import org.dromedary.events.Event;
import org.dromedary.events.Events;
import org.dromedary.queue.DeliveryOutcome;
import org.dromedary.queue.FollowUp;
import org.dromedary.queue.QueuedMessage;

/** Publishes what recipients do not get, or not yet. Takes no time. */
public final class MailEvents {
  private final Events events;

  public MailEvents(Events events) {
    this.events = events;
  }

  /** Some recipients will not get the mail; returns the same. */
  public FollowUp.GiveUp givenUp(FollowUp.GiveUp giveUp) {
    giveUp
        .failures()
        .forEach(
            failure ->
                publish(
                    failure.reply().code().isTransient()
                        ? Event.Outcome.EXPIRED
                        : Event.Outcome.FAILED,
                    giveUp.message(),
                    failure));
    return giveUp;
  }

  /** The same, and the mail is parked; returns the same. */
  public FollowUp.GiveUp parked(FollowUp.GiveUp giveUp) {
    QueuedMessage mail = givenUp(giveUp).message();
    DeliveryOutcome first = giveUp.failures().getFirst();
    events.publish(
        new Event.Parked(
            mail.queueId(),
            mail.envelope().reversePath(),
            Optional.of(first.recipient().address()),
            first.reply().toString()));
    return giveUp;
  }

  /** Some do not have it yet; returns the same. */
  public FollowUp.Warn warned(FollowUp.Warn warn) {
    warn.delays().forEach(delay -> publish(Event.Outcome.DELAYED, warn.message(), delay));
    return warn;
  }

  private void publish(Event.Outcome outcome, QueuedMessage mail, DeliveryOutcome about) {
    events.publish(
        new Event.NotDelivered(
            outcome,
            mail.queueId(),
            mail.envelope().reversePath(),
            about.recipient().address(),
            about.relay(),
            about.reply(),
            mail.retry().attempts() + 1));
  }
}
