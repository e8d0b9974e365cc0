package org.dromedary.spool;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.RejectedExecutionException;
import java.util.function.Consumer;
import java.util.function.Predicate;

/**
 * Which consumers take mail before it is stored, and the mails that are on this way. Safe for use
 * by several threads.
 */
final class DirectDeliveries {
  private final SpoolComponent component;
  private final Map<String, SpoolConsumer> consumers = new ConcurrentHashMap<>();
  private final Set<DirectDelivery> running = ConcurrentHashMap.newKeySet();
  private volatile Predicate<String> isPaused = queue -> true;

  DirectDeliveries(SpoolComponent component) {
    this.component = component;
  }

  /**
   * There is none before this is called.
   *
   * @param paused whether a queue gives nothing to its consumers at this time
   */
  void allow(Predicate<String> paused) {
    isPaused = paused;
  }

  /** Mail for this queue goes to the consumer from now on. */
  void add(String queue, SpoolConsumer consumer) {
    consumers.put(queue, consumer);
  }

  /** The consumer takes none any more. */
  void remove(String queue, SpoolConsumer consumer) {
    consumers.remove(queue, consumer);
  }

  /**
   * Has a mail go this way; does not wait. See {@link DirectDelivery}.
   *
   * @return false when it is to be stored on its queue
   */
  boolean begin(
      OutgoingMessage message, List<byte[]> events, Consumer<Optional<Exception>> afterwards) {
    SpoolConsumer consumer = consumers.get(message.address());
    if (consumer == null || isPaused.test(message.address())) {
      return false;
    }
    DirectDelivery delivery = new DirectDelivery(component, message, events, afterwards);
    running.add(delivery);
    try {
      // not here: the route may take longer than the sender is to wait
      component.executor().execute(() -> consumer.deliver(delivery));
    } catch (RejectedExecutionException e) {
      delivery.notDelivered();
    }
    return true;
  }

  void ended(DirectDelivery delivery) {
    running.remove(delivery);
  }

  /** Stores mails that take too long. */
  void endLate(Instant now) {
    running.forEach(delivery -> delivery.giveUpLate(now));
  }
}
