package org.dromedary.spool;

import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.Function;
import org.dromedary.queue.Placement;
import org.dromedary.queue.QueueEntry;
import org.dromedary.queue.QueuedMessage;

/** An action on the mail that a consumer has taken and holds until it is due. */
final class HeadPlacement {
  private final String queue;
  private final Function<QueueEntry, Placement> action;
  private final Consumer<QueueEntry> done;
  private final CountDownLatch end = new CountDownLatch(1);

  /**
   * @param done told when the mail is placed
   */
  HeadPlacement(String queue, Function<QueueEntry, Placement> action, Consumer<QueueEntry> done) {
    this.queue = queue;
    this.action = action;
    this.done = done;
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
    return switch (action.apply(entry)) {
      case Placement.On on -> {
        done.accept(entry);
        yield Optional.of(List.of(OutgoingMessage.of(on)));
      }
      case Placement.Gone gone -> {
        done.accept(entry);
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
