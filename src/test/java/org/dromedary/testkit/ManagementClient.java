package org.dromedary.testkit;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.networknt.schema.InputFormat;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import java.io.IOException;
import java.io.Reader;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import java.util.List;
import java.util.Properties;
import java.util.function.Supplier;

/** Asks the management API as a user, and holds each answer against the OpenAPI document. */
public final class ManagementClient implements AutoCloseable {
  private static final ObjectMapper JSON = new ObjectMapper();

  private final HttpClient http = HttpClient.newHttpClient();
  private final Supplier<URI> root;
  private final String authorization;

  private ManagementClient(Supplier<URI> root, String user, String password) {
    this.root = root;
    this.authorization =
        "Basic " + Base64.getEncoder().encodeToString((user + ":" + password).getBytes(UTF_8));
  }

  /** Of a router that may be restarted meanwhile. */
  public static ManagementClient of(RouterUnderTest router, String user, String password) {
    return new ManagementClient(router::management, user, password);
  }

  /** Of whatever router runs on a data directory, be it in another process. */
  public static ManagementClient on(Path dataDirectory, String user, String password) {
    return new ManagementClient(() -> url(dataDirectory), user, password);
  }

  private static URI url(Path dataDirectory) {
    Properties properties = new Properties();
    try (Reader file = Files.newBufferedReader(dataDirectory.resolve("management.properties"))) {
      properties.load(file);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return URI.create(properties.getProperty("url", ""));
  }

  /** Of a broker without a router, which may be restarted meanwhile. */
  public static ManagementClient of(BrokerUnderTest broker, String user, String password) {
    return new ManagementClient(broker::management, user, password);
  }

  /** For a query. */
  public static String encoded(String text) {
    return URLEncoder.encode(text, UTF_8);
  }

  /** The whole answer. */
  public HttpResponse<String> ask(String method, String path) {
    try {
      return http.send(
          HttpRequest.newBuilder(URI.create(root.get() + path))
              .header("Authorization", authorization)
              .method(method, BodyPublishers.noBody())
              .build(),
          BodyHandlers.ofString());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  /** The answer, which must be of this schema and a success. */
  public JsonNode json(String method, String path, String schema) {
    HttpResponse<String> response = ask(method, path);
    if (response.statusCode() >= 300) {
      throw new AssertionError(response.statusCode() + " " + response.body());
    }
    return checked(response.body(), schema);
  }

  /** The lines of the answer, each of this schema. */
  public List<JsonNode> lines(String method, String path, String schema) {
    HttpResponse<String> response = ask(method, path);
    if (response.statusCode() >= 300) {
      throw new AssertionError(response.statusCode() + " " + response.body());
    }
    return response.body().lines().map(line -> checked(line, schema)).toList();
  }

  /** Parses an answer that must be of this schema. */
  public static JsonNode checked(String body, String schema) {
    try {
      JsonNode document =
          JSON.readTree(
              ManagementClient.class.getResourceAsStream("/org/dromedary/management/openapi.json"));
      String wrapped =
          JSON.createObjectNode()
              .put("$ref", "#/components/schemas/" + schema)
              .set("components", document.path("components"))
              .toString();
      var errors =
          SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12)
              .getSchema(wrapped, InputFormat.JSON)
              .validate(body, InputFormat.JSON);
      if (!errors.isEmpty()) {
        throw new AssertionError(errors + " in " + body);
      }
      return JSON.readTree(body);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public void close() {
    http.close();
  }
}
