package org.dromedary.queue;

import java.util.Optional;

/** Where an action of an operator leaves a mail. */
public sealed interface Placement {

  /** The queue that it goes to, if it goes to one. */
  default Optional<String> target() {
    return this instanceof On on ? Optional.of(on.queue()) : Optional.empty();
  }

  /**
   * On another queue.
   *
   * @param mail the same, or with another envelope or state
   * @param hold when it is kept back there
   */
  record On(String queue, QueuedMessage mail, Optional<Hold> hold) implements Placement {
    public On(String queue, QueuedMessage mail) {
      this(queue, mail, Optional.empty());
    }
  }

  /** On none: it is deleted. */
  record Gone() implements Placement {}

  /** Where it is: the action is not for its state. */
  record Unchanged() implements Placement {}
}
