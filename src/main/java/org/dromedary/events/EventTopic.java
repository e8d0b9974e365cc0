package org.dromedary.events;

import java.util.List;

/** Where events are published. Used by one thread; may block. */
@FunctionalInterface
public interface EventTopic {
  /**
   * Gives events to all who subscribe now; they are durable for whose subscription is on return.
   *
   * @throws Exception when they could not be given; the next call may succeed again
   */
  void publish(List<TopicEvent> events) throws Exception;

  /**
   * Whether anybody has a subscription.
   *
   * @throws Exception when nobody knows
   */
  default boolean hasSubscribers() throws Exception {
    return true;
  }
}
