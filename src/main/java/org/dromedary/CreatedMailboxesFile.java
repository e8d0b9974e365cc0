package org.dromedary;

import com.fasterxml.jackson.core.JacksonException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import org.dromedary.routing.CreatedMailboxes;
import org.dromedary.users.PrivateFiles;

/** Keeps which mailboxes were made, and from which template, as JSON in the data directory. */
record CreatedMailboxesFile(Path file) implements CreatedMailboxes.Store {
  private static final ObjectMapper JSON = new ObjectMapper();

  @Override
  public Map<String, String> read() throws IOException {
    Map<String, String> created = new TreeMap<>();
    if (Files.exists(file)) {
      try {
        for (Map.Entry<String, JsonNode> each : JSON.readTree(file.toFile()).properties()) {
          created.put(each.getKey(), each.getValue().asText());
        }
      } catch (JacksonException e) {
        throw new IOException(file + " is damaged: repair it (" + e.getMessage() + ")");
      }
    }
    return created;
  }

  @Override
  public void replace(Map<String, String> created) throws IOException {
    ObjectNode all = JSON.createObjectNode();
    new TreeMap<>(created).forEach(all::put);
    PrivateFiles.replace(file, all.toPrettyString() + "\n");
  }
}
