package org.dromedary.management;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.BiConsumer;
import java.util.function.Function;
import org.dromedary.dsn.HeaderSection;
import org.dromedary.mail.QueueId;
import org.dromedary.queue.MailFilter;
import org.dromedary.queue.QueueAction;
import org.dromedary.queue.QueueOperations;
import org.dromedary.queue.QueueOperations.Seen;

/** The operations on mail over HTTP. */
public final class QueueApi {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final int USUAL_LIMIT = 100;
  private static final int LARGEST_LIMIT = 1000;

  private final QueueOperations operations;
  private final Function<QueueId, List<? extends JsonNode>> history;
  private final BiConsumer<String, QueueId> contentRead;
  private final InstantSource clock;

  /**
   * @param history what has happened to a mail so far, as far as it is known
   * @param contentRead told who reads which mail, before it is given; it is not if this throws
   */
  public QueueApi(
      QueueOperations operations,
      Function<QueueId, List<? extends JsonNode>> history,
      BiConsumer<String, QueueId> contentRead,
      InstantSource clock) {
    this.operations = operations;
    this.history = history;
    this.contentRead = contentRead;
    this.clock = clock;
  }

  /** By their {@code operationId}. */
  public Map<String, ApiOperation.Work> works() {
    return Map.of(
        "listMails", this::list,
        "showMail", this::show,
        "readMail", this::content,
        "actOnMails", this::act);
  }

  private ApiAnswer list(ApiRequest request) {
    MailFilter filter = filter(request, Set.of("limit", "after", "stream"));
    if (request.isSet("stream")) {
      return ApiAnswer.lines(line -> operations.visit(filter, seen -> written(seen, line)));
    }
    int limit =
        request
            .parameter("limit")
            .map(text -> ApiParameters.number("limit", text, 1, LARGEST_LIMIT))
            .orElse(USUAL_LIMIT);
    Optional<Place> after = request.parameter("after").map(Place::parse);
    ObjectNode answer = JSON.createObjectNode();
    ArrayNode mails = answer.putArray("mails");
    operations.visit(
        filter,
        seen -> {
          if (after.filter(place -> !place.isBefore(seen)).isPresent()) {
            return true;
          }
          if (mails.size() == limit) {
            answer.put("next", answer.path("last").asText());
            return false;
          }
          mails.add(QueueJson.of(seen, clock.instant()));
          answer.put("last", Place.of(seen).toString());
          return true;
        });
    answer.remove("last");
    return ApiAnswer.ok(answer.toString());
  }

  private boolean written(Seen seen, ApiAnswer.Line line) {
    try {
      line.write(QueueJson.of(seen, clock.instant()).toString());
      return true;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** How far a list has come: mails of a queue are numbered in the order in which they came. */
  private record Place(String queue, long position) {
    static Place of(Seen seen) {
      return new Place(seen.entry().queue(), seen.entry().position());
    }

    static Place parse(String text) {
      int colon = text.lastIndexOf(':');
      try {
        return new Place(
            text.substring(0, Math.max(0, colon)), Long.parseLong(text.substring(colon + 1)));
      } catch (NumberFormatException e) {
        throw new ApiException(400, "after: not the next of an earlier answer");
      }
    }

    boolean isBefore(Seen seen) {
      int order = queue.compareTo(seen.entry().queue());
      return order < 0 || (order == 0 && position < seen.entry().position());
    }

    @Override
    public String toString() {
      return queue + ":" + position;
    }
  }

  private static MailFilter filter(ApiRequest request, Set<String> others) {
    Map<String, List<String>> conditions = new HashMap<>(request.query());
    conditions.keySet().removeAll(others);
    try {
      return MailFilter.parse(conditions);
    } catch (IllegalArgumentException e) {
      throw new ApiException(400, String.valueOf(e.getMessage()));
    }
  }

  private List<Seen> parts(ApiRequest request) {
    QueueId id = ApiParameters.parsed("id", request.name().orElseThrow(), QueueId::new);
    List<Seen> parts = operations.show(id);
    if (parts.isEmpty()) {
      throw new ApiException(404, "no mail of this id is on the queues");
    }
    return parts;
  }

  private ApiAnswer show(ApiRequest request) throws IOException {
    List<Seen> parts = parts(request);
    ObjectNode answer = JSON.createObjectNode();
    ArrayNode written = answer.putArray("parts");
    parts.forEach(part -> written.add(QueueJson.of(part, clock.instant())));
    answer.putArray("history").addAll(history.apply(parts.getFirst().entry().mail().queueId()));
    answer.put("header", HeaderSection.of(parts.getFirst().entry().mail().content()).text());
    return ApiAnswer.ok(answer.toString());
  }

  private ApiAnswer content(ApiRequest request) {
    Seen first = parts(request).getFirst();
    contentRead.accept(request.user(), first.entry().mail().queueId());
    return ApiAnswer.of(
        "message/rfc822",
        out -> {
          try (InputStream octets = first.entry().mail().content().open()) {
            octets.transferTo(out);
          }
        });
  }

  private ApiAnswer act(ApiRequest request) {
    Set<String> others = Set.of("all", "dry-run", "stream", "reason", "reverse-path", "to");
    MailFilter filter = filter(request, others);
    if (filter.isEmpty() && !request.isSet("all")) {
      throw new ApiException(400, "say which mails: give a condition, or all=true for all of them");
    }
    QueueAction action = QueueActions.of(request);
    if (request.isSet("dry-run")) {
      return ApiAnswer.ok(QueueJson.of(operations.count(filter, action)).toString());
    }
    if (!request.isSet("stream")) {
      return ApiAnswer.ok(
          QueueJson.of(
                  operations.act(request.user(), filter, action, QueueOperations.Progress.NONE))
              .toString());
    }
    return ApiAnswer.lines(
        line ->
            line.write(
                QueueJson.of(operations.act(request.user(), filter, action, new ToldProgress(line)))
                    .put("ended", true)
                    .toString()));
  }

  /** A client that has gone does not end the action. */
  private record ToldProgress(ApiAnswer.Line line) implements QueueOperations.Progress {
    @Override
    public void expects(QueueOperations.Result result) {
      tell(QueueJson.of(result).put("ended", false));
    }

    @Override
    public void done(long mails) {
      tell(JSON.createObjectNode().put("progress", mails));
    }

    private void tell(ObjectNode json) {
      try {
        line.write(json.toString());
      } catch (IOException e) {
        // whoever asks again sees what has come of it
      }
    }
  }
}
