package org.dromedary;

import com.fasterxml.jackson.core.JacksonException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.dromedary.routing.DynamicRule;
import org.dromedary.routing.DynamicRules;
import org.dromedary.users.PrivateFiles;

/** Keeps the rules that were added while the router runs, as JSON in the data directory. */
record DynamicRulesFile(Path file) implements DynamicRules.Store {
  private static final ObjectMapper JSON = new ObjectMapper();

  @Override
  public List<DynamicRule> read() throws IOException {
    if (!Files.exists(file)) {
      return List.of();
    }
    try {
      List<DynamicRule> rules = new ArrayList<>();
      for (JsonNode rule : JSON.readTree(file.toFile()).path("rules")) {
        rules.add(
            new DynamicRule(
                rule.required("name").asText(),
                rule.required("rule").asText(),
                Optional.ofNullable(rule.get("until"))
                    .map(until -> Instant.parse(until.asText()))));
      }
      return rules;
    } catch (JacksonException | DateTimeException | IllegalArgumentException e) {
      throw new IOException(
          file
              + " is damaged: repair it, or remove it and add the rules again ("
              + e.getMessage()
              + ")");
    }
  }

  @Override
  public void replace(List<DynamicRule> rules) throws IOException {
    ArrayNode all = JSON.createArrayNode();
    for (DynamicRule rule : rules) {
      ObjectNode written = all.addObject().put("name", rule.name()).put("rule", rule.text());
      rule.until().ifPresent(until -> written.put("until", until.toString()));
    }
    PrivateFiles.replace(
        file, JSON.writeValueAsString(JSON.createObjectNode().set("rules", all)) + "\n");
  }
}
