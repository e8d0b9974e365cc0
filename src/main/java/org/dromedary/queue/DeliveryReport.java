package org.dromedary.queue;

import java.util.ArrayList;
import java.util.List;

/**
 * What one attempt did for a mail: an outcome for each of its recipients.
 *
 * @param message as it was before the attempt
 */
public record DeliveryReport(QueuedMessage message, Stage stage, List<DeliveryOutcome> outcomes) {
  public DeliveryReport {
    outcomes = List.copyOf(outcomes);
  }

  /** The outcomes of one kind, in the order of the recipients. */
  public <T extends DeliveryOutcome> List<T> of(Class<T> kind) {
    List<T> result = new ArrayList<>();
    for (DeliveryOutcome outcome : outcomes) {
      if (kind.isInstance(outcome)) {
        result.add(kind.cast(outcome));
      }
    }
    return result;
  }
}
