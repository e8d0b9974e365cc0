package org.dromedary.report;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.LinkedHashMap;
import java.util.Map;

/** Events as they are published. */
final class Events {
  private static final ObjectMapper JSON = new ObjectMapper();

  private Events() {}

  static String of(String word, String time, Map<String, Object> fields) {
    Map<String, Object> event = new LinkedHashMap<>();
    event.put("event", word);
    event.put("time", time);
    event.putAll(fields);
    try {
      return JSON.writeValueAsString(event);
    } catch (JsonProcessingException e) {
      throw new IllegalArgumentException(e);
    }
  }

  static String failed(String time, String recipient, String text) {
    return answered("failed", time, "1.Q1", recipient, text);
  }

  static String answered(String word, String time, String id, String recipient, String text) {
    return of(
        word,
        time,
        Map.of(
            "queueId",
            id,
            "sender",
            "alice@example.org",
            "recipient",
            recipient,
            "relay",
            "mx.elsewhere.example[192.0.2.25]:25",
            "code",
            550,
            "enhancedCode",
            "5.1.1",
            "text",
            text,
            "attempts",
            1));
  }
}
