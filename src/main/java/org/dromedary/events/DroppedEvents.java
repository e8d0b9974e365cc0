package org.dromedary.events;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;

/** The event that so many are missing. */
public final class DroppedEvents {
  /** Of the event. */
  public static final String WORD = "dropped";

  private static final ObjectMapper JSON = new ObjectMapper();

  private DroppedEvents() {}

  /** How many one says are missing of all kinds; 0 when it is none, or says of which. */
  public static long count(String event) {
    try {
      JsonNode fields = JSON.readTree(event);
      return fields.path("event").asText().equals(WORD) && !fields.has("of")
          ? fields.path("count").asLong()
          : 0;
    } catch (JsonProcessingException e) {
      return 0; // never of ours
    }
  }
}
