package org.dromedary.events;

import java.util.List;

/** Where events are published. Used by one thread; may block. */
@FunctionalInterface
public interface EventTopic {
  /** The property of a message that has the {@link #word} of the event, to select by. */
  String WORD_PROPERTY = "event";

  /** Of an event. */
  String BEGINNING = "{\"event\":\"";

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

  /** What an event of ours tells; its first field. */
  static String word(String event) {
    int end = event.startsWith(BEGINNING) ? event.indexOf('"', BEGINNING.length()) : -1;
    return end < 0 ? "" : event.substring(BEGINNING.length(), end);
  }

  /** Whether an event of ours is one of a mail; quotes within texts are escaped. */
  static boolean isOfMail(String event) {
    return event.contains("\"queueId\":");
  }
}
