package org.dromedary.broker;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;

/**
 * What routers must know of a broker that is in a process of its own. It is told once a second on
 * the topic {@link #ADDRESS}; only the last one counts.
 *
 * @param hasRoom whether there is room for more mail
 * @param queues how many messages there are on each queue
 * @param full addresses that have no room
 * @param letGo delay queues whose first mail the broker wants back for a moment
 * @param reopened changes when next hops that could not be reached are to be tried again
 * @param suspensions of next hops, as {@code suspensions.json} has them
 * @param management where the management API of the broker is, for people; empty when it is off
 */
public record BrokerState(
    boolean hasRoom,
    Map<String, Long> queues,
    Set<String> full,
    Set<String> letGo,
    long reopened,
    String suspensions,
    String management) {
  /** Where it is told. */
  static final String ADDRESS = "mail.broker";

  private static final ObjectMapper JSON = new ObjectMapper();

  public BrokerState {
    queues = Map.copyOf(queues);
    full = Set.copyOf(full);
    letGo = Set.copyOf(letGo);
  }

  String json() {
    ObjectNode json =
        JSON.createObjectNode()
            .put("hasRoom", hasRoom)
            .put("reopened", reopened)
            .put("suspensions", suspensions)
            .put("management", management);
    ObjectNode depths = json.putObject("queues");
    queues.forEach(depths::put);
    full.forEach(json.putArray("full")::add);
    letGo.forEach(json.putArray("letGo")::add);
    return json.toString();
  }

  /** What {@link #json} has made. */
  static BrokerState parse(String text) throws JsonProcessingException {
    JsonNode json = JSON.readTree(text);
    Map<String, Long> queues = new HashMap<>();
    json.path("queues").properties().forEach(q -> queues.put(q.getKey(), q.getValue().asLong()));
    return new BrokerState(
        json.path("hasRoom").asBoolean(),
        queues,
        texts(json.path("full")),
        texts(json.path("letGo")),
        json.path("reopened").asLong(),
        json.path("suspensions").asText(),
        json.path("management").asText());
  }

  private static Set<String> texts(JsonNode array) {
    Set<String> texts = new HashSet<>();
    array.forEach(text -> texts.add(text.asText()));
    return texts;
  }
}
