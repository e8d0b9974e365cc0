package org.dromedary;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import org.dromedary.broker.BrokerTopic;
import org.dromedary.broker.EmbeddedBroker;
import org.dromedary.events.EventPublisher;
import org.dromedary.mail.QueueId;
import org.dromedary.metrics.Value;
import org.dromedary.settings.Settings;
import org.dromedary.spool.HistoryReader;
import org.dromedary.tracking.TrackingStore;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What is done with what has happened: it is published, and that of mails is tracked. */
final class History implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(History.class);

  /** Where what happens becomes durable. */
  static final String ADDRESS = "mail.history";

  /** Where applications subscribe. */
  static final String TOPIC = EmbeddedBroker.EVENTS;

  /** Waits for the tracking store. */
  static final String TRACKING = "mail.tracking";

  /** Waits to be published on the topic. */
  static final String PUBLISHING = "mail.publishing";

  /** Applications want to know soon. */
  private static final Duration PUBLISHING_GATHERS = Duration.ofMillis(20);

  /** A database writes many rows at the price of a few. */
  private static final Duration TRACKING_GATHERS = Duration.ofMillis(500);

  private final EmbeddedBroker broker;
  private final Optional<TrackingStore> store;
  private final InstantSource clock;
  private final BrokerTopic topic;
  private final AtomicBoolean retaining = new AtomicBoolean();
  private Optional<HistoryReader> publishing = Optional.empty();
  private Optional<HistoryReader> tracking = Optional.empty();

  private History(EmbeddedBroker broker, Optional<TrackingStore> store, InstantSource clock) {
    this.broker = broker;
    this.store = store;
    this.clock = clock;
    this.topic = broker.topic(TOPIC);
  }

  /** Opens the store, if there is to be one. */
  static History open(Settings settings, EmbeddedBroker broker, InstantSource clock) {
    return new History(broker, store(settings, clock), clock);
  }

  private static Optional<TrackingStore> store(Settings settings, InstantSource clock) {
    Path data = settings.dataDirectory();
    return settings.tracking().enabled()
        ? Optional.of(
            TrackingStore.open(settings.tracking(), data, settings.hostname().ascii(), clock))
        : Optional.empty();
  }

  /** Starts to read; nothing that happens afterwards is missed. */
  void start() throws Exception {
    publishing =
        Optional.of(
            HistoryReader.start(
                PUBLISHING,
                broker::openSession,
                PUBLISHING_GATHERS,
                new EventPublisher(topic)::publish));
    if (store.isPresent()) {
      tracking =
          Optional.of(
              HistoryReader.startForMails(
                  TRACKING, broker::openSession, TRACKING_GATHERS, store.get()::write));
    } else {
      HistoryReader.forget(TRACKING, broker::openSession);
    }
  }

  /** Removes what is not to be kept any more; blocks. Does nothing while it is at it already. */
  void retain() {
    if (store.isPresent() && retaining.compareAndSet(false, true)) {
      try {
        store.get().retain();
      } finally {
        retaining.set(false);
      }
    }
  }

  /** What has happened to a mail so far; nothing when that is not known, or not now. */
  List<JsonNode> of(QueueId id) {
    try {
      return store.isPresent()
          ? store.get().story(id).stream()
              .flatMap(story -> story.path("events").valueStream())
              .toList()
          : List.of();
    } catch (SQLException e) {
      LOG.warn("the history of {} is not known now: {}", id, e.toString());
      return List.of();
    }
  }

  /** What is watched of it. */
  List<Value> values() {
    return List.of(
        new Value(
            "tracking.lag",
            "Time that events wait for the tracking store",
            "seconds",
            () -> lag().toMillis() / 1000.0),
        new Value(
            "publishing.waiting",
            "Lots of events that wait to be published",
            "",
            () -> broker.messages(PUBLISHING)),
        new Value(
            "tracking.waiting",
            "Lots of events that wait for the tracking store",
            "",
            () -> broker.messages(TRACKING)));
  }

  private Duration lag() {
    return tracking
        .flatMap(HistoryReader::waitingSince)
        .map(since -> Duration.between(since, clock.instant()))
        .orElse(Duration.ZERO);
  }

  /** The store, if there is one. */
  Optional<TrackingStore> tracked() {
    return store;
  }

  /** Reads no more; what waits is read by the next one. */
  @Override
  public void close() {
    publishing.ifPresent(HistoryReader::close);
    tracking.ifPresent(HistoryReader::close);
    topic.close();
    store.ifPresent(TrackingStore::close);
  }
}
