package org.dromedary.queue;

import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Predicate;

/**
 * All queues with mail, as they are stored. Depth costs time and no memory: one mail is looked at
 * after the other, on disk where most are. Safe for use by several threads; blocks.
 */
public interface MailQueues {

  /**
   * Looks at all mail, queue by queue, each from its head; mail that moves meanwhile may be seen
   * twice or not at all.
   *
   * @param queue which queues
   * @param visitor false ends it
   */
  void visit(Predicate<String> queue, Predicate<QueueEntry> visitor);

  /** How many mails there are on each queue; takes no time. */
  Map<String, Long> depths();

  /**
   * Does something with mail, each on stable storage when this returns; a crash in between leaves
   * each mail where it was or where it belongs. Mail that a route works on is left alone.
   *
   * @param queue from which queues
   * @param action empty for mail that is not meant; pure: it is asked again before a mail is moved
   * @param observer told of what is done
   */
  void place(
      Predicate<String> queue,
      Function<QueueEntry, Optional<Placement>> action,
      PlacementObserver observer);
}
