package org.dromedary.management;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.dromedary.delivery.NextHopStatus;
import org.dromedary.delivery.Suspension;
import org.dromedary.delivery.Suspensions;
import org.dromedary.events.Event;
import org.dromedary.events.Events;
import org.dromedary.mail.DurationText;
import org.dromedary.queue.MailFilter;
import org.dromedary.queue.NextHopTally;
import org.dromedary.queue.QueueOperations;
import org.dromedary.routing.Wildcard;

/** The operations on next hops over HTTP. */
public final class NextHopApi {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final Duration LONGEST = Duration.ofDays(3650);

  private final QueueOperations operations;
  private final Supplier<List<NextHopStatus>> statuses;
  private final Suspensions suspensions;
  private final Events events;
  private final InstantSource clock;

  public NextHopApi(
      QueueOperations operations,
      Supplier<List<NextHopStatus>> statuses,
      Suspensions suspensions,
      Events events,
      InstantSource clock) {
    this.operations = operations;
    this.statuses = statuses;
    this.suspensions = suspensions;
    this.events = events;
    this.clock = clock;
  }

  /** By their {@code operationId}. */
  public Map<String, ApiOperation.Work> works() {
    return Map.of(
        "listNextHops", this::list,
        "listSuspensions", request -> suspended(),
        "suspendNextHop", this::suspend,
        "resumeNextHop", this::resume);
  }

  private ApiAnswer list(ApiRequest request) {
    MailFilter filter;
    try {
      filter = MailFilter.parse(new HashMap<>(request.query()));
    } catch (IllegalArgumentException e) {
      throw new ApiException(400, String.valueOf(e.getMessage()));
    }
    Map<String, NextHopTally> tallies = new LinkedHashMap<>(operations.nextHops(filter));
    Map<String, NextHopStatus> lanes =
        statuses.get().stream()
            .collect(Collectors.toMap(NextHopStatus::nextHop, s -> s, NextHopApi::sum));
    lanes.keySet().forEach(name -> tallies.computeIfAbsent(name, n -> new NextHopTally()));
    ObjectNode answer = JSON.createObjectNode();
    ArrayNode ages = answer.putArray("agesMinutes");
    NextHopTally.AGES.forEach(age -> ages.add(age.toMinutes()));
    ArrayNode written = answer.putArray("nextHops");
    tallies.forEach(
        (name, tally) ->
            write(written.addObject(), name, tally, Optional.ofNullable(lanes.get(name))));
    return ApiAnswer.ok(answer.toString());
  }

  /** The same hosts with different access are two lanes, and one next hop to people. */
  private static NextHopStatus sum(NextHopStatus one, NextHopStatus other) {
    return new NextHopStatus(
        one.nextHop(),
        one.waiting() + other.waiting(),
        one.connections() + other.connections(),
        one.limit() + other.limit(),
        one.closed().or(other::closed));
  }

  private void write(
      ObjectNode json, String name, NextHopTally tally, Optional<NextHopStatus> lane) {
    Instant now = clock.instant();
    json.put("nextHop", name).put("mails", tally.total());
    ObjectNode states = json.putObject("states");
    tally.mails().forEach((state, count) -> states.put(state.text(), count));
    ArrayNode ages = json.putArray("ages");
    tally.ages().forEach(ages::add);
    tally
        .oldest()
        .ifPresent(at -> json.put("oldestSeconds", Duration.between(at, now).toSeconds()));
    tally.nextAttempt().ifPresent(at -> json.put("nextAttemptAt", at.toString()));
    if (!tally.lastReply().isEmpty()) {
      json.put("lastReply", tally.lastReply());
    }
    lane.ifPresent(
        l -> {
          json.put("connections", l.connections()).put("limit", l.limit());
          l.closed()
              .ifPresent(
                  closed ->
                      json.put("closedBecause", closed.reply().toString())
                          .put("closedUntil", now.plus(closed.left()).toString()));
        });
    suspensions.of(name).ifPresent(s -> write(json.putObject("suspended"), s));
  }

  private static void write(ObjectNode json, Suspension suspension) {
    json.put("nextHop", suspension.nextHop().toString())
        .put("by", suspension.by())
        .put("reason", suspension.reason());
    suspension.until().ifPresent(until -> json.put("until", until.toString()));
  }

  private ApiAnswer suspended() {
    ObjectNode answer = JSON.createObjectNode();
    ArrayNode all = answer.putArray("suspensions");
    suspensions.list().forEach(suspension -> write(all.addObject(), suspension));
    return ApiAnswer.ok(answer.toString());
  }

  private static Wildcard nextHop(ApiRequest request) {
    return ApiParameters.parsed("next-hop", request.required("next-hop"), Wildcard::parse);
  }

  private ApiAnswer suspend(ApiRequest request) throws IOException {
    Wildcard nextHop = nextHop(request);
    Optional<Instant> until =
        request
            .parameter("for")
            .map(
                text ->
                    ApiParameters.parsed(
                        "for", text, t -> DurationText.parse(t, Duration.ofSeconds(1), LONGEST)))
            .map(clock.instant()::plus);
    String reason = QueueActions.reason(request).orElse("");
    events.record(new Event.Operated(request.user(), "suspended", nextHop.toString(), 0));
    suspensions.add(new Suspension(nextHop, request.user(), reason, until));
    return ApiAnswer.done();
  }

  private ApiAnswer resume(ApiRequest request) throws IOException {
    Wildcard nextHop = nextHop(request);
    if (suspensions.isFor(nextHop)) {
      events.record(new Event.Operated(request.user(), "resumed", nextHop.toString(), 0));
    }
    if (!suspensions.remove(nextHop)) {
      throw new ApiException(404, "no suspension is for " + nextHop);
    }
    return ApiAnswer.done();
  }
}
