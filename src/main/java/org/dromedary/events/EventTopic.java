package org.dromedary.events;

/** Where events are published. Used by one thread; may block. */
@FunctionalInterface
public interface EventTopic {
  /**
   * Gives an event to all who subscribe now.
   *
   * @param json one JSON object in ASCII
   * @throws Exception when it could not be given; the next call may succeed again
   */
  void publish(String json) throws Exception;
}
