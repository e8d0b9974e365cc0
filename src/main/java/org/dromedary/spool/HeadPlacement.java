package org.dromedary.spool;

import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import org.dromedary.queue.Placement;
import org.dromedary.queue.PlacementObserver;
import org.dromedary.queue.QueueEntry;
import org.dromedary.queue.QueuedMessage;

/** An action on the mail that a consumer has taken and holds until it is due. */
final class HeadPlacement {
  private final String queue;
  private final Function<QueueEntry, Optional<Placement>> action;
  private final PlacementObserver observer;
  private final CountDownLatch end = new CountDownLatch(1);

  /**
   * @param observer told when the mail is placed
   */
  HeadPlacement(
      String queue, Function<QueueEntry, Optional<Placement>> action, PlacementObserver observer) {
    this.queue = queue;
    this.action = action;
    this.observer = observer;
  }

  /** What is sent instead of the message; empty when it stays. */
  Optional<List<OutgoingMessage>> of(ReceivedMessage message) {
    QueuedMessage mail;
    try {
      mail = message.decode();
    } catch (RuntimeException e) {
      return Optional.empty(); // no mail: it is parked when it is due
    }
    QueueEntry entry =
        new QueueEntry(
            queue,
            message.message().getMessageID(),
            false,
            mail,
            Optional.empty(),
            Optional.empty(),
            Optional.empty());
    return switch (action.apply(entry).orElse(new Placement.Unchanged())) {
      case Placement.On on -> {
        observer.placed(entry);
        observer.committing();
        yield Optional.of(List.of(OutgoingMessage.of(on)));
      }
      case Placement.Gone gone -> {
        observer.placed(entry);
        observer.committing();
        yield Optional.of(List.of());
      }
      case Placement.Unchanged unchanged -> Optional.empty();
    };
  }

  void end() {
    end.countDown();
  }

  void await(long seconds) {
    try {
      var unused = end.await(seconds, TimeUnit.SECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
