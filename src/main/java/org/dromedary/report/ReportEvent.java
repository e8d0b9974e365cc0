package org.dromedary.report;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.Optional;
import org.dromedary.dsn.Untrusted;

/** An event as it was published; whatever is in it fits into one line. */
public final class ReportEvent {
  private static final ObjectMapper JSON = new ObjectMapper();

  private final JsonNode fields;
  private final Instant at;

  private ReportEvent(JsonNode fields, Instant at) {
    this.fields = fields;
    this.at = at;
  }

  /** Reads one; empty when it is none. */
  public static Optional<ReportEvent> parse(String json) {
    try {
      JsonNode fields = JSON.readTree(json);
      return Optional.of(new ReportEvent(fields, Instant.parse(fields.path("time").asText())));
    } catch (JsonProcessingException | DateTimeParseException e) {
      return Optional.empty();
    }
  }

  /** When it happened. */
  Instant at() {
    return at;
  }

  /** What happened. */
  String word() {
    return text("event");
  }

  /** A field; empty when there is none. */
  String text(String field) {
    return Untrusted.line(fields.path(field).asText(""));
  }

  /** Of {@code dropped}: how many events are missing. */
  long count() {
    return fields.path("count").asLong();
  }

  /** What a server has said: {@code 550 5.1.1 no such user}. */
  String reply() {
    return (code() + " " + text("text")).strip();
  }

  /** {@code 550 5.1.1}. */
  String code() {
    return (text("code") + " " + text("enhancedCode")).strip();
  }

  /** Of an address. */
  String domain(String field) {
    String address = text(field);
    return address.substring(address.lastIndexOf('@') + 1);
  }
}
