package org.dromedary.events;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Publishes events as {@code docs/event.schema.json} has them: where recipients of a mail have
 * shared one event, each gets its own. In the order in which they became durable; again after a
 * crash, with the same ids.
 */
public final class EventPublisher {
  private static final Logger LOG = LoggerFactory.getLogger(EventPublisher.class);
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final String RECIPIENTS = "recipients";

  private final EventTopic topic;

  public EventPublisher(EventTopic topic) {
    this.topic = topic;
  }

  /**
   * Publishes lots of events, a line of JSON each.
   *
   * @throws Exception when the topic does not take them; the next call may succeed again
   */
  public void publish(List<List<String>> batches) throws Exception {
    if (!topic.hasSubscribers()) {
      return;
    }
    List<TopicEvent> events = new ArrayList<>();
    for (List<String> batch : batches) {
      batch.forEach(line -> add(line, events));
    }
    topic.publish(events);
  }

  private static void add(String line, List<TopicEvent> events) {
    if (line.startsWith(EventTopic.BEGINNING) && !EventTopic.isOfMail(line)) {
      events.add(TopicEvent.of(line)); // its user is who did it, or tried to: nothing of his mail
      return;
    }
    try {
      JsonNode event = JSON.readTree(line);
      if (event.path("event").asText().equals("received") || !event.has(RECIPIENTS)) {
        events.add(new TopicEvent(line, user(event)));
      } else {
        events.addAll(byRecipient((ObjectNode) event));
      }
    } catch (JsonProcessingException e) { // never of ours
      LOG.error("not an event, it is left out: {}", line, e);
    }
  }

  private static Optional<String> user(JsonNode event) {
    return Optional.ofNullable(event.path("user").textValue());
  }

  private static List<TopicEvent> byRecipient(ObjectNode event) {
    Optional<String> user = user(event);
    String id = event.path("id").asText();
    JsonNode recipients = event.remove(RECIPIENTS);
    List<TopicEvent> events = new ArrayList<>(recipients.size());
    for (JsonNode recipient : recipients) {
      event.put("id", recipients.size() == 1 ? id : id + "." + (events.size() + 1));
      event.set("recipient", recipient);
      events.add(new TopicEvent(EventJson.ascii(json -> JSON.writeTree(json, event)), user));
    }
    return events;
  }
}
