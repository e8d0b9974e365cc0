package org.dromedary.cli;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** What happened to a mail, for people. */
final class HistoryText {
  /** Of an event, in a place of its own or not at all; everything else is detail. */
  private static final List<String> KNOWN =
      List.of(
          "event", "version", "id", "time", "queueId", "arrivedAt", "sender", "user", "recipients");

  private HistoryText() {}

  /** A line for each event. */
  static Stream<String> lines(JsonNode events) {
    return RouterQuestion.each(events).map(HistoryText::event);
  }

  private static String event(JsonNode event) {
    String recipients =
        RouterQuestion.each(event.path("recipients"))
            .map(recipient -> "<" + recipient.asText() + ">")
            .collect(Collectors.joining(", "));
    String details =
        event.properties().stream()
            .filter(field -> !KNOWN.contains(field.getKey()))
            .map(field -> field.getKey() + "=" + value(field.getValue()))
            .collect(Collectors.joining(", "));
    return Texts.oneLine(
        String.format(
                Locale.ROOT,
                "%s  %-10s %s  %s",
                event.path("time").asText(),
                event.path("event").asText(),
                recipients,
                details)
            .stripTrailing());
  }

  private static String value(JsonNode value) {
    return value.isArray()
        ? RouterQuestion.each(value).map(JsonNode::asText).collect(Collectors.joining(" "))
        : value.asText();
  }
}
