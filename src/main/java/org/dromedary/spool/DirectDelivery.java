package org.dromedary.spool;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import org.dromedary.queue.QueuedMessage;

/**
 * A mail from outside of the queues that goes through the route of its queue before it is stored:
 * what the route makes of it is stored instead. It is stored on its queue, as if it had not gone
 * this way, when the route fails or takes long. Safe for use by several threads.
 */
final class DirectDelivery {
  /** Somebody waits for the end; less than a stop waits for connections. */
  static final Duration LIMIT = Duration.ofSeconds(5);

  private final SpoolComponent component;
  private final OutgoingMessage message;
  private final QueuedMessage mail;
  private final List<byte[]> events;
  private final Consumer<Optional<Exception>> afterwards;
  private final Instant begin;
  private final AtomicBoolean decided = new AtomicBoolean();

  /**
   * @param message for the queue, with its mail
   * @param events what happened before, a line each
   * @param afterwards told once: empty when the mail, or what the route made of it, is durable
   */
  DirectDelivery(
      SpoolComponent component,
      OutgoingMessage message,
      List<byte[]> events,
      Consumer<Optional<Exception>> afterwards) {
    this.component = component;
    this.message = message;
    this.mail = message.mail().orElseThrow();
    this.events = events;
    this.afterwards = afterwards;
    this.begin = component.clock().instant();
  }

  QueuedMessage mail() {
    return mail;
  }

  /** The route is done with it. */
  void delivered(List<OutgoingMessage> sends, List<byte[]> eventsOfRoute) {
    List<byte[]> all = new ArrayList<>(events);
    all.addAll(eventsOfRoute);
    store(sends, all);
  }

  /** The route does not take it or has failed: it goes on its queue, and from there. */
  void notDelivered() {
    store(List.of(message), events);
  }

  /** What the route makes of it counts no more when it has taken too long. */
  void giveUpLate(Instant now) {
    if (Duration.between(begin, now).compareTo(LIMIT) > 0) {
      notDelivered();
    }
  }

  private void store(List<OutgoingMessage> sends, List<byte[]> happened) {
    if (!decided.compareAndSet(false, true)) {
      return;
    }
    component.directDeliveries().ended(this);
    try {
      component.store(sends, happened, afterwards);
    } catch (Exception e) {
      afterwards.accept(Optional.of(e));
    }
  }
}
