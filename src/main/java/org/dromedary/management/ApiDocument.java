package org.dromedary.management;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;
import org.dromedary.users.Role;

/**
 * {@code openapi.json}, which describes the operations: their methods, paths and roles are said
 * there and nowhere else ({@code operationId}, {@code x-role}).
 */
public final class ApiDocument {
  private final JsonNode document;

  private ApiDocument(JsonNode document) {
    this.document = document;
  }

  /** Reads it from our jar. */
  public static ApiDocument read() {
    try (InputStream text =
        Objects.requireNonNull(
            ApiDocument.class.getResourceAsStream("openapi.json"), "it is in our jar")) {
      return new ApiDocument(new ObjectMapper().readTree(text));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The {@code operationId} of each operation. */
  public Set<String> names() {
    return document
        .path("paths")
        .valueStream()
        .flatMap(JsonNode::valueStream)
        .map(operation -> operation.path("operationId").asText())
        .collect(Collectors.toSet());
  }

  /**
   * The operations.
   *
   * @param works what each does, by its {@code operationId}
   * @throws IllegalArgumentException when one is not described, or a described one is missing
   */
  public List<ApiOperation> operations(Map<String, ApiOperation.Work> works) {
    Map<String, ApiOperation.Work> left = new HashMap<>(works);
    List<ApiOperation> operations = new ArrayList<>();
    for (Map.Entry<String, JsonNode> path : document.path("paths").properties()) {
      for (Map.Entry<String, JsonNode> method : path.getValue().properties()) {
        String id = method.getValue().path("operationId").asText();
        ApiOperation.Work work = left.remove(id);
        if (work == null) {
          throw new IllegalArgumentException("nothing does " + id);
        }
        operations.add(
            new ApiOperation(
                method.getKey().toUpperCase(Locale.ROOT),
                path.getKey(),
                Role.parse(method.getValue().path("x-role").asText()),
                method.getValue().path("x-takes-octets").asBoolean(),
                work));
      }
    }
    if (!left.isEmpty()) {
      throw new IllegalArgumentException("openapi.json does not describe " + left.keySet());
    }
    return List.copyOf(operations);
  }

  /** The document itself. */
  public String json() {
    return document.toString();
  }
}
