package org.dromedary.tracking;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.dromedary.mail.QueueId;

/**
 * An event of a mail as it was published.
 *
 * @param id of the event
 * @param arrival when its mail came in; the same in all events of the mail
 * @param line the event itself, one line of JSON
 */
record TrackedEvent(
    String id, QueueId queueId, Instant arrival, String word, JsonNode fields, String line) {
  private static final ObjectMapper JSON = new ObjectMapper();

  /**
   * Reads one.
   *
   * @throws IllegalArgumentException when it is none
   */
  static TrackedEvent parse(String line) {
    try {
      JsonNode fields = JSON.readTree(line);
      return new TrackedEvent(
          fields.required("id").asText(),
          new QueueId(fields.required("queueId").asText()),
          Instant.parse(fields.required("arrivedAt").asText()),
          fields.required("event").asText(),
          fields,
          line);
    } catch (JsonProcessingException | DateTimeException e) {
      throw new IllegalArgumentException("not an event of a mail", e);
    }
  }

  /** When it happened. */
  Instant at() {
    return Instant.parse(fields.required("time").asText());
  }

  /** A text of it. */
  Optional<String> text(String field) {
    return Optional.ofNullable(fields.get(field)).map(JsonNode::asText);
  }

  /** Texts of it; none when it has not the field. */
  List<String> texts(String field) {
    List<String> texts = new ArrayList<>();
    fields.path(field).forEach(each -> texts.add(each.asText()));
    return texts;
  }
}
