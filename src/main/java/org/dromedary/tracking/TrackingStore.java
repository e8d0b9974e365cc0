package org.dromedary.tracking;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.dromedary.mail.QueueId;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The tracking store. Safe for use by several threads; blocks. */
public final class TrackingStore implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(TrackingStore.class);

  private final TrackingSettings settings;
  private final TrackingDatabase database;
  private final TrackingWriter writer;
  private final InstantSource clock;
  private volatile boolean areTablesMade;

  private TrackingStore(
      TrackingSettings settings, TrackingDatabase database, String router, InstantSource clock) {
    this.settings = settings;
    this.database = database;
    this.writer = new TrackingWriter(database, router);
    this.clock = clock;
  }

  /**
   * Opens it; that the database cannot be reached now is no error.
   *
   * @param router its name among those that share the database
   */
  public static TrackingStore open(
      TrackingSettings settings, Path dataDirectory, String router, InstantSource clock) {
    return new TrackingStore(
        settings, TrackingDatabase.open(settings, dataDirectory), router, clock);
  }

  /**
   * Writes events of mails once, however often they are given; others are left out.
   *
   * @param batches lines of JSON, in the lots in which they come again if they do
   * @throws SQLException when the database does not take them now
   */
  public void write(List<List<String>> batches) throws SQLException {
    writer.write(batches);
  }

  /** Removes what the settings do not allow any more; a failure is logged. */
  public void retain() {
    try {
      int gone = writer.retain(clock.instant().minus(settings.keepFor()), settings.keepAtMost());
      if (gone > 0) {
        LOG.info("the oldest mails are tracked no more: {} partitions are gone", gone);
      }
    } catch (SQLException e) {
      LOG.warn("the tracking store cannot be shortened now: {}", e.toString());
    }
  }

  /**
   * The whole story of a mail; empty when nothing is known of it.
   *
   * @throws SQLException when the database does not answer
   */
  public Optional<ObjectNode> story(QueueId id) throws SQLException {
    try (Connection connection = database.connect()) {
      List<TrackedEvent> events = events(id, partitions(connection), connection);
      return events.isEmpty() ? Optional.empty() : Optional.of(new Story(id, events).whole());
    }
  }

  /** As they are now; the tables are made once. */
  private Partitions partitions(Connection connection) throws SQLException {
    if (areTablesMade) {
      return Partitions.read(connection);
    }
    Partitions partitions = Partitions.open(connection);
    areTablesMade = true;
    return partitions;
  }

  /**
   * Summaries of the mails that are looked for, the newest first.
   *
   * @param limit at most so many
   * @throws SQLException when the database does not answer, or not in time
   * @throws IllegalArgumentException when nothing is known of the mail that the query begins before
   */
  public List<ObjectNode> find(TrackingQuery query, int limit) throws SQLException {
    List<ObjectNode> found = new ArrayList<>();
    try (Connection connection = database.connect()) {
      Partitions partitions = partitions(connection);
      Optional<TrackingQuery.Cursor> cursor = Optional.empty();
      if (query.before().isPresent()) {
        cursor = Optional.of(cursor(query.before().get(), partitions, connection));
      }
      Instant until = cursor.map(TrackingQuery.Cursor::arrival).orElse(query.until());
      for (Partition partition : partitions.between(query.from(), until)) {
        if (found.size() < limit) {
          TrackingQuery.Conditions conditions = query.in(partition, cursor);
          for (QueueId id : ids(conditions, partition, limit - found.size(), connection)) {
            found.add(new Story(id, events(id, partition, connection)).summary());
          }
        }
      }
    }
    return found;
  }

  private static TrackingQuery.Cursor cursor(
      QueueId id, Partitions partitions, Connection connection) throws SQLException {
    return events(id, partitions, connection).stream()
        .findFirst()
        .map(event -> new TrackingQuery.Cursor(event.arrival(), id))
        .orElseThrow(
            () -> new IllegalArgumentException("before: nothing is known of a mail of this id"));
  }

  /** Of one mail, which is in one of the partitions. */
  private static List<TrackedEvent> events(QueueId id, Partitions partitions, Connection connection)
      throws SQLException {
    for (Partition partition : partitions.all().reversed()) {
      List<TrackedEvent> events = events(id, partition, connection);
      if (!events.isEmpty()) {
        return events;
      }
    }
    return List.of();
  }

  private static List<QueueId> ids(
      TrackingQuery.Conditions conditions, Partition partition, int limit, Connection connection)
      throws SQLException {
    try (PreparedStatement select =
        connection.prepareStatement(
            "SELECT queue_id FROM "
                + partition.mails()
                + conditions.sql()
                + " ORDER BY received_at DESC, queue_id DESC LIMIT "
                + limit)) {
      TrackingDatabase.limit(select);
      int index = 1;
      for (Object parameter : conditions.parameters()) {
        select.setObject(index++, parameter);
      }
      List<QueueId> ids = new ArrayList<>();
      try (ResultSet found = select.executeQuery()) {
        while (found.next()) {
          ids.add(new QueueId(found.getString(1)));
        }
      }
      return ids;
    }
  }

  /** Of one mail, in the order of time. */
  private static List<TrackedEvent> events(QueueId id, Partition partition, Connection connection)
      throws SQLException {
    try (PreparedStatement select =
        connection.prepareStatement(
            "SELECT json FROM " + partition.events() + " WHERE queue_id = ? ORDER BY number")) {
      TrackingDatabase.limit(select);
      select.setString(1, id.value());
      List<TrackedEvent> events = new ArrayList<>();
      try (ResultSet found = select.executeQuery()) {
        while (found.next()) {
          found.getString(1).lines().map(TrackedEvent::parse).forEach(events::add);
        }
      }
      events.sort(Comparator.comparing(TrackedEvent::at)); // stable
      return events;
    }
  }

  /** What is being written is written first. */
  @Override
  public void close() {
    database.close();
  }
}
