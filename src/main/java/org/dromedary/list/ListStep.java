package org.dromedary.list;

import org.dromedary.queue.DeliveryReport;
import org.dromedary.queue.QueuedMessage;

/** Something that follows from mail for a list; all of one mail becomes durable together. */
public sealed interface ListStep {

  /**
   * A mail for members, each of whom is to get a copy with a reverse path of its own.
   *
   * @param mail its reverse path is the address for what comes back to the list
   * @param isNew whether it is a mail that was not there before
   */
  record Distribute(QueuedMessage mail, boolean isNew) implements ListStep {}

  /**
   * A mail to be routed as any other.
   *
   * @param isNew whether it is a mail that was not there before
   */
  record Send(QueuedMessage mail, boolean isNew) implements ListStep {}

  /** What has become of the mail for the list. */
  record Report(DeliveryReport report) implements ListStep {}
}
