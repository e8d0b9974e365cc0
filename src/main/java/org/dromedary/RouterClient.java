package org.dromedary;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.InputStream;
import java.io.Reader;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Properties;
import java.util.function.Consumer;
import org.dromedary.cli.RunningRouter.Answer;

/** Asks the router that runs in a data directory, by the access file that it has left there. */
record RouterClient(Path dataDirectory) {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final Duration TIMEOUT = Duration.ofMinutes(15); // route test waits for hosts
  private static final int BAD_REQUEST = 400;

  private static String read(InputStream in) {
    try {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /**
   * Asks; blocks.
   *
   * @param sink reads the answer
   */
  Answer ask(String method, String path, String body, Consumer<InputStream> sink) {
    Path access = Management.accessFile(dataDirectory);
    try (Reader reader = Files.newBufferedReader(access);
        HttpClient client = HttpClient.newHttpClient()) {
      Properties properties = new Properties();
      properties.load(reader);
      HttpRequest request =
          HttpRequest.newBuilder(URI.create(properties.getProperty("url", "") + path))
              .timeout(TIMEOUT)
              .header("Authorization", "Bearer " + properties.getProperty("token", ""))
              .method(
                  method, body.isEmpty() ? BodyPublishers.noBody() : BodyPublishers.ofString(body))
              .build();
      HttpResponse<InputStream> response = client.send(request, BodyHandlers.ofInputStream());
      try (InputStream in = response.body()) {
        if (response.statusCode() >= BAD_REQUEST) {
          return new Answer.Refused(problems(read(in)));
        }
        sink.accept(in);
        return new Answer.Done("");
      }
    } catch (NoSuchFileException e) {
      return notAsked("no router runs with data in " + dataDirectory);
    } catch (IOException | UncheckedIOException e) {
      return notAsked(
          "the router with data in " + dataDirectory + " cannot be asked: " + e.getMessage());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return notAsked("interrupted");
    }
  }

  private static List<String> problems(String json) {
    List<String> lines = new ArrayList<>();
    try {
      for (JsonNode problem : JSON.readTree(json).path("problems")) {
        lines.add(problem.asText());
      }
    } catch (JsonProcessingException e) {
      lines.add(json);
    }
    return lines;
  }

  private static Answer notAsked(String line) {
    return new Answer.NotAsked(List.of(line));
  }
}
