package org.dromedary.tracking;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.dromedary.mail.QueueId;

/** What happened to one mail, in order, and what has become of each recipient. */
final class Story {
  private static final ObjectMapper JSON = new ObjectMapper();

  private final QueueId queueId;
  private final List<TrackedEvent> events;

  /** The last word about each recipient. */
  private final Map<String, ObjectNode> recipients = new LinkedHashMap<>();

  Story(QueueId queueId, List<TrackedEvent> events) {
    this.queueId = queueId;
    this.events = List.copyOf(events);
    events.forEach(this::follow);
  }

  private void follow(TrackedEvent event) {
    switch (event.word()) {
      case "notified" -> {} // changes nothing for recipients
      case "acted" ->
          event
              .texts("recipients")
              .forEach(each -> put(each, event, event.text("action").orElse("acted")));
      case "expanded" -> {
        event.texts("recipients").forEach(each -> put(each, event, "expanded"));
        event.texts("others").forEach(each -> put(each, event, "received"));
      }
      default -> event.texts("recipients").forEach(each -> put(each, event, event.word()));
    }
  }

  private void put(String address, TrackedEvent event, String state) {
    ObjectNode known =
        recipients.computeIfAbsent(address, key -> JSON.createObjectNode().put("address", address));
    known.put("state", state).put("at", event.at().toString());
    event.text("relay").ifPresent(relay -> known.put("relay", relay));
    event
        .text("text")
        .ifPresent(
            text ->
                known.put(
                    "reply",
                    String.join(
                        " ",
                        event.text("code").orElse(""),
                        event.text("enhancedCode").map(code -> code + " " + text).orElse(text))));
  }

  /** {@code id}, {@code receivedAt}, {@code sender}, {@code recipients} and more, if known. */
  ObjectNode summary() {
    ObjectNode json = JSON.createObjectNode().put("id", queueId.value());
    events.stream()
        .filter(event -> event.word().equals("received"))
        .findFirst()
        .ifPresent(
            received -> {
              json.put("receivedAt", received.at().toString());
              for (String field :
                  List.of("sender", "user", "client", "size", "messageId", "envelopeId", "about")) {
                if (received.fields().has(field)) {
                  json.set(field, received.fields().get(field));
                }
              }
            });
    ArrayNode states = json.putArray("recipients");
    recipients.values().forEach(states::add);
    return json;
  }

  /** The same, and all {@code events}. */
  ObjectNode whole() {
    ObjectNode json = summary();
    ArrayNode all = json.putArray("events");
    events.forEach(event -> all.add(event.fields()));
    return json;
  }
}
