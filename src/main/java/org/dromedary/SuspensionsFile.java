package org.dromedary;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.dromedary.delivery.Suspension;
import org.dromedary.delivery.Suspensions;
import org.dromedary.routing.Wildcard;
import org.dromedary.users.PrivateFiles;

/** {@code suspensions.json} of the data directory: the router writes it, nobody edits it. */
final class SuspensionsFile {
  private static final ObjectMapper JSON = new ObjectMapper();

  private SuspensionsFile() {}

  /** None, and those of the broker later; nothing is kept here. */
  static Suspensions ofOthers(InstantSource clock) {
    return new Suspensions(List.of(), all -> {}, clock);
  }

  /** The suspensions of before; those of the future are kept there. */
  static Suspensions open(Path dataDirectory, InstantSource clock) throws RouterStartException {
    Path file = dataDirectory.resolve("suspensions.json");
    try {
      return new Suspensions(read(file), all -> PrivateFiles.replace(file, text(all)), clock);
    } catch (IOException | IllegalArgumentException e) {
      throw new RouterStartException(
          List.of(file + " cannot be read: " + e.getMessage() + "; remove it to resume all"));
    }
  }

  private static List<Suspension> read(Path file) throws IOException {
    return Files.exists(file) ? parse(Files.readString(file)) : List.of();
  }

  /**
   * What {@link #text} has made.
   *
   * @throws IOException when it is no JSON
   */
  static List<Suspension> parse(String text) throws IOException {
    List<Suspension> all = new ArrayList<>();
    for (JsonNode written : JSON.readTree(text)) {
      all.add(
          new Suspension(
              Wildcard.parse(written.path("nextHop").asText()),
              written.path("by").asText(),
              written.path("reason").asText(),
              Optional.of(written.path("until").asText())
                  .filter(until -> !until.isEmpty())
                  .map(Instant::parse)));
    }
    return all;
  }

  /** As the file has them. */
  static String text(List<Suspension> all) {
    ArrayNode written = JSON.createArrayNode();
    for (Suspension suspension : all) {
      ObjectNode one =
          written
              .addObject()
              .put("nextHop", suspension.nextHop().toString())
              .put("by", suspension.by())
              .put("reason", suspension.reason());
      suspension.until().ifPresent(until -> one.put("until", until.toString()));
    }
    return written.toPrettyString();
  }
}
