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
import org.dromedary.mail.QueueIdGenerator;

/**
 * An event of a mail as it was published.
 *
 * @param id of the event
 * @param line the event itself, one line of JSON
 */
record TrackedEvent(
    String id, QueueId queueId, String word, Instant at, JsonNode fields, String line) {
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
          fields.required("event").asText(),
          Instant.parse(fields.required("time").asText()),
          fields,
          line);
    } catch (JsonProcessingException | DateTimeException e) {
      throw new IllegalArgumentException("not an event of a mail", e);
    }
  }

  /** When its mail came in, as its id has it. */
  Instant arrival() {
    return QueueIdGenerator.timeOf(queueId).orElse(Instant.EPOCH);
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
