package org.dromedary;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.OffsetDateTime;
import java.time.format.DateTimeParseException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.dromedary.mail.DurationText;
import org.dromedary.mail.QueueId;
import org.dromedary.management.ApiAnswer;
import org.dromedary.management.ApiException;
import org.dromedary.management.ApiOperation;
import org.dromedary.management.ApiParameters;
import org.dromedary.management.ApiRequest;
import org.dromedary.tracking.TrackingQuery;
import org.dromedary.tracking.TrackingStore;

/** What has become of mails, over HTTP. */
record TrackingApi(Optional<TrackingStore> store, InstantSource clock) {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final int USUAL_LIMIT = 100;
  private static final int LARGEST_LIMIT = 1000;
  private static final Duration LONGEST_AGE = Duration.ofDays(36_500);

  /** By their {@code operationId}. */
  Map<String, ApiOperation.Work> works() {
    return Map.of("findTracked", this::find, "trackMail", this::track);
  }

  private TrackingStore tracked() {
    return store.orElseThrow(
        () -> new ApiException(404, "mail is not tracked: dromedary.tracking.enabled is false"));
  }

  private ApiAnswer track(ApiRequest request) {
    QueueId id = ApiParameters.parsed("id", request.name().orElseThrow(), QueueId::new);
    try {
      ObjectNode story =
          tracked()
              .story(id)
              .orElseThrow(() -> new ApiException(404, "nothing is known of a mail of this id"));
      return ApiAnswer.ok(story.toString());
    } catch (SQLException e) {
      throw noAnswer(e);
    }
  }

  private ApiAnswer find(ApiRequest request) {
    TrackingQuery query = query(request);
    int limit =
        request
            .parameter("limit")
            .map(text -> ApiParameters.number("limit", text, 1, LARGEST_LIMIT))
            .orElse(USUAL_LIMIT);
    try {
      List<ObjectNode> found = tracked().find(query, limit);
      ObjectNode answer = JSON.createObjectNode();
      ArrayNode mails = answer.putArray("mails").addAll(found);
      if (found.size() == limit) {
        answer.put("next", mails.get(limit - 1).path("id").asText());
      }
      return ApiAnswer.ok(answer.toString());
    } catch (IllegalArgumentException e) {
      throw new ApiException(400, String.valueOf(e.getMessage()));
    } catch (SQLException e) {
      throw noAnswer(e);
    }
  }

  private TrackingQuery query(ApiRequest request) {
    try {
      return new TrackingQuery(
          request.parameter("sender"),
          request.parameter("recipient"),
          request.parameter("message-id"),
          request.parameter("subject"),
          request.parameter("since").map(text -> time("since", text)).orElse(Instant.EPOCH),
          request.parameter("until").map(text -> time("until", text)).orElse(clock.instant()),
          request
              .parameter("before")
              .map(text -> ApiParameters.parsed("before", text, QueueId::new)));
    } catch (IllegalArgumentException e) {
      throw new ApiException(400, String.valueOf(e.getMessage()));
    }
  }

  /** A time, or so long ago. */
  private Instant time(String key, String text) {
    try {
      return OffsetDateTime.parse(text).toInstant();
    } catch (DateTimeParseException e) {
      return clock
          .instant()
          .minus(
              ApiParameters.parsed(
                  key, text, age -> DurationText.parse(age, Duration.ZERO, LONGEST_AGE)));
    }
  }

  private static ApiException noAnswer(SQLException e) {
    return new ApiException(503, "the tracking store does not answer: " + e.getMessage());
  }
}
