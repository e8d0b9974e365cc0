package org.dromedary.delivery;

import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.function.Function;
import org.dromedary.mail.Recipient;
import org.dromedary.queue.DeliveryOutcome;
import org.dromedary.queue.QueuedMessage;

/**
 * A mail that waits in a lane for its attempt.
 *
 * @param message only with the recipients of this lane
 * @param submittedAt in nanoseconds of the scheduler's time source
 */
record DeliveryJob(
    QueuedMessage message, long submittedAt, CompletableFuture<List<DeliveryOutcome>> outcomes) {

  static DeliveryJob of(QueuedMessage message, long submittedAt) {
    return new DeliveryJob(message, submittedAt, new CompletableFuture<>());
  }

  /** Ends it with the same kind of outcome for every recipient. */
  void complete(Function<Recipient, DeliveryOutcome> outcome) {
    outcomes.complete(message.envelope().recipients().stream().map(outcome).toList());
  }
}
