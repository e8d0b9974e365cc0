package org.dromedary.events;

import java.util.Optional;

/**
 * What is published of an event.
 *
 * @param json one JSON object in ASCII
 * @param user whose mail it is about: he hears of it too
 */
public record TopicEvent(String json, Optional<String> user) {
  /** For those only who hear of everything. */
  static TopicEvent of(String json) {
    return new TopicEvent(json, Optional.empty());
  }
}
