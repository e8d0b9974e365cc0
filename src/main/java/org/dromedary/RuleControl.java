package org.dromedary;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.dromedary.mail.DurationText;
import org.dromedary.routing.DynamicRule;
import org.dromedary.routing.DynamicRules;
import org.dromedary.routing.FileProblem;
import org.dromedary.routing.TableResult;

/** Adds, lists and removes rules of the routing table for those who ask from outside. */
record RuleControl(DynamicRules rules) {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final Duration LONGEST = Duration.ofDays(3650);

  /**
   * What came of an addition.
   *
   * @param name of the rule; empty when there are problems
   */
  record Added(String name, List<String> problems) {
    Added {
      problems = List.copyOf(problems);
    }
  }

  /**
   * Adds a rule.
   *
   * @param text a mapping in YAML or JSON
   * @param timeToLive such as {@code 2h}; empty for ever
   * @throws IOException when it cannot be kept
   */
  Added add(String text, Optional<String> timeToLive) throws IOException {
    Optional<Duration> ttl;
    try {
      ttl = timeToLive.map(t -> DurationText.parse(t, Duration.ofSeconds(1), LONGEST));
    } catch (IllegalArgumentException e) {
      return new Added(
          "", List.of("ttl: " + e.getMessage() + "; write a number and a unit (s, m, h, d)"));
    }
    return switch (rules.add(text, ttl)) {
      case TableResult.Valid<String> valid -> new Added(valid.value(), List.of());
      case TableResult.Invalid<String> invalid ->
          new Added("", invalid.problems().stream().map(FileProblem::toString).toList());
    };
  }

  /** Whether there was one. */
  boolean remove(String name) throws IOException {
    return rules.remove(name);
  }

  /** All of them as JSON, in the order in which they are asked. */
  String list() {
    ObjectNode answer = JSON.createObjectNode();
    ArrayNode all = answer.putArray("rules");
    for (DynamicRule rule : rules.list()) {
      ObjectNode written = all.addObject().put("name", rule.name()).put("rule", rule.text());
      rule.until().ifPresent(until -> written.put("until", until.toString()));
    }
    return answer.toString();
  }

  /**
   * Does what a control message says: {@code {"add": {...}, "ttl": "2h"}}, {@code {"remove":
   * "name"}} or {@code {"list": true}}.
   *
   * @return JSON: {@code name}, {@code removed} or {@code rules}, or {@code problems}
   */
  String control(String message) {
    try {
      JsonNode read = JSON.readTree(message);
      return control(read == null ? JSON.missingNode() : read);
    } catch (JsonProcessingException e) {
      return problem("not JSON: " + e.getOriginalMessage());
    } catch (IOException e) {
      return problem(String.valueOf(e.getMessage()));
    }
  }

  private String control(JsonNode message) throws IOException {
    if (message.path("add").isObject()) {
      JsonNode ttl = message.path("ttl");
      Added added =
          add(
              message.get("add").toString(),
              Optional.of(ttl).filter(JsonNode::isTextual).map(JsonNode::asText));
      return added.problems().isEmpty()
          ? JSON.createObjectNode().put("name", added.name()).toString()
          : problems(added.problems());
    }
    if (message.path("remove").isTextual()) {
      return JSON.createObjectNode()
          .put("removed", remove(message.get("remove").asText()))
          .toString();
    }
    return message.path("list").asBoolean()
        ? list()
        : problem("write one of \"add\" with a rule, \"remove\" with its name, \"list\": true");
  }

  private static String problem(String text) {
    return problems(List.of(text));
  }

  private static String problems(List<String> lines) {
    ObjectNode answer = JSON.createObjectNode();
    lines.forEach(answer.putArray("problems")::add);
    return answer.toString();
  }
}
