package org.dromedary.queue;

import java.time.Instant;

/**
 * Told what happens to mails, as it happens, by the threads that do it: it takes next to no time,
 * and it throws nothing. Safe for use by several threads. What is not durable yet may happen again
 * after a crash, and is told again.
 */
public interface MailListener {
  /** Nobody wants to know. */
  MailListener NONE = new MailListener() {};

  /**
   * It came from a client, is durable and will be answered for.
   *
   * @param at now
   */
  default void received(QueuedMessage mail, Instant at) {}

  /** It was decided where its recipients are. */
  default void routed(QueuedMessage mail, Instant from, Instant to) {}

  /** An attempt was made for all of its recipients. */
  default void attempted(DeliveryReport report, Instant from, Instant to) {}

  /** Some recipients are given up. */
  default void givenUp(FollowUp.GiveUp giveUp) {}

  /** A mail that was given up is parked, since nobody can be told. */
  default void parked(FollowUp.GiveUp giveUp) {}

  /** The sender is told that it waits. */
  default void warned(FollowUp.Warn warn) {}

  /** The sender is told that it was delivered. */
  default void confirmed(FollowUp.Confirm confirm) {}

  /** A rule keeps it back. */
  default void held(QueuedMessage mail) {}

  /**
   * An operator has done something with it.
   *
   * @param done what has become of it, such as {@code held}
   */
  default void acted(String user, String done, QueuedMessage mail) {}

  /** One that tells two. */
  static MailListener both(MailListener first, MailListener second) {
    return new BothMailListeners(first, second);
  }
}
