package org.dromedary.tracking;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.dromedary.events.EventTopic;
import org.dromedary.mail.QueueId;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Writes events, once each: the lots that were written last are named in the same transaction, and
 * a lot that comes again is left out. Safe for use by several threads.
 */
final class TrackingWriter {
  private static final Logger LOG = LoggerFactory.getLogger(TrackingWriter.class);

  /** As much as may be kept is in at least so many partitions: the oldest of them goes. */
  private static final int PARTS = 8;

  private final TrackingDatabase database;
  private final String router;
  private @Nullable Partitions partitions;
  private boolean isFull;

  /**
   * @param router several may write into one database
   */
  TrackingWriter(TrackingDatabase database, String router) {
    this.database = database;
    this.router = router;
  }

  /**
   * Writes lots of events; they are on stable storage on return.
   *
   * @throws SQLException when the database does not take them now; nothing of them was written
   */
  synchronized void write(List<List<String>> batches) throws SQLException {
    try (Connection connection = database.connect()) {
      Map<String, List<TrackedEvent>> lots = parsed(batches);
      Partitions known = partitions(connection);
      for (Instant arrival : arrivals(lots)) {
        known.makeFor(arrival, isFull, connection);
      }
      write(lots, known, connection);
      connection.commit();
      database.sync(connection);
    } catch (SQLException e) {
      partitions = null; // whatever the connection had begun is undone
      throw e;
    }
  }

  private Partitions partitions(Connection connection) throws SQLException {
    Partitions known = partitions;
    if (known == null) {
      known = Partitions.open(connection);
      partitions = known;
    }
    return known;
  }

  /** Lots by their names: the ids of their first events. What is about no mail is left out. */
  private static Map<String, List<TrackedEvent>> parsed(List<List<String>> batches) {
    Map<String, List<TrackedEvent>> lots = new LinkedHashMap<>();
    for (List<String> batch : batches) {
      List<TrackedEvent> events = new ArrayList<>(batch.size());
      for (String line : batch.stream().filter(EventTopic::isOfMail).toList()) {
        try {
          events.add(TrackedEvent.parse(line));
        } catch (IllegalArgumentException e) { // never of ours
          LOG.error("not an event, it is left out: {}: {}", line, e.toString());
        }
      }
      if (!events.isEmpty()) {
        lots.put(events.getFirst().id(), events);
      }
    }
    return lots;
  }

  private static Set<Instant> arrivals(Map<String, List<TrackedEvent>> lots) {
    return lots.values().stream()
        .flatMap(List::stream)
        .map(TrackedEvent::arrival)
        .collect(Collectors.toCollection(TreeSet::new));
  }

  private void write(Map<String, List<TrackedEvent>> lots, Partitions known, Connection connection)
      throws SQLException {
    Set<String> written = written(connection);
    Map<Partition, List<TrackedEvent>> byPartition = new LinkedHashMap<>();
    List<String> names = new ArrayList<>();
    boolean comesAgain = false;
    for (Map.Entry<String, List<TrackedEvent>> lot : lots.entrySet()) {
      if (written.contains(lot.getKey())) {
        comesAgain = true;
      } else {
        names.add(lot.getKey());
        for (TrackedEvent event : lot.getValue()) {
          Optional<Partition> partition = known.of(event.arrival());
          partition.ifPresent(
              found -> byPartition.computeIfAbsent(found, p -> new ArrayList<>()).add(event));
        }
      }
    }
    name(names, comesAgain, connection);
    for (Map.Entry<Partition, List<TrackedEvent>> each : byPartition.entrySet()) {
      insert(each.getKey(), each.getValue(), connection);
    }
  }

  private Set<String> written(Connection connection) throws SQLException {
    try (PreparedStatement select =
        connection.prepareStatement("SELECT id FROM tracked_batch WHERE router = ?")) {
      select.setString(1, router);
      try (ResultSet found = select.executeQuery()) {
        Set<String> names = new TreeSet<>();
        while (found.next()) {
          names.add(found.getString(1));
        }
        return names;
      }
    }
  }

  /** Lots come in their order: once there is none that was written before, none will come again. */
  private void name(List<String> names, boolean comesAgain, Connection connection)
      throws SQLException {
    if (!comesAgain) {
      try (PreparedStatement delete =
          connection.prepareStatement("DELETE FROM tracked_batch WHERE router = ?")) {
        delete.setString(1, router);
        delete.executeUpdate();
      }
    }
    try (PreparedStatement insert =
        connection.prepareStatement("INSERT INTO tracked_batch (id, router) VALUES (?, ?)")) {
      for (String name : names) {
        insert.setString(1, name);
        insert.setString(2, router);
        insert.addBatch();
      }
      insert.executeBatch();
    }
  }

  private static void insert(Partition partition, List<TrackedEvent> events, Connection connection)
      throws SQLException {
    try (PreparedStatement mails =
            connection.prepareStatement(
                "INSERT INTO "
                    + partition.mails()
                    + " (queue_id, received_at, sender, message_id, subject_hash)"
                    + " VALUES (?, ?, ?, ?, ?)");
        PreparedStatement recipients =
            connection.prepareStatement(
                "INSERT INTO " + partition.recipients() + " (address, queue_id) VALUES (?, ?)");
        PreparedStatement told =
            connection.prepareStatement(
                "INSERT INTO "
                    + partition.events()
                    + " (queue_id, event, json) VALUES (?, ?, ?)")) {
      Map<QueueId, List<TrackedEvent>> byMail = new LinkedHashMap<>();
      for (TrackedEvent event : events) {
        switch (event.word()) {
          case "received" -> {
            mails.setString(1, event.queueId().value());
            mails.setLong(2, event.arrival().toEpochMilli());
            mails.setString(3, AddressKey.of(event.text("sender").orElse("")));
            mails.setString(4, event.text("messageId").map(MessageId::of).orElse(null));
            mails.setString(5, event.text("subjectHash").orElse(null));
            mails.addBatch();
            add(recipients, event, "recipients");
          }
          case "expanded" -> add(recipients, event, "others");
          default -> {} // it is in the story
        }
        byMail.computeIfAbsent(event.queueId(), id -> new ArrayList<>(3)).add(event);
      }
      for (Map.Entry<QueueId, List<TrackedEvent>> mail : byMail.entrySet()) {
        told.setString(1, mail.getKey().value());
        told.setString(2, mail.getValue().getFirst().word());
        told.setString(3, lines(mail.getValue()));
        told.addBatch();
      }
      mails.executeBatch();
      recipients.executeBatch();
      told.executeBatch();
    }
  }

  /** Most mails are through before their events are written: these need but one row. */
  private static String lines(List<TrackedEvent> events) {
    return events.stream().map(TrackedEvent::line).collect(Collectors.joining("\n"));
  }

  private static void add(PreparedStatement recipients, TrackedEvent event, String field)
      throws SQLException {
    for (String address : event.texts(field)) {
      recipients.setString(1, AddressKey.of(address));
      recipients.setString(2, event.queueId().value());
      recipients.addBatch();
    }
  }

  /**
   * Removes what is too old or too much.
   *
   * @return how many partitions went
   */
  synchronized int retain(Instant oldest, long octets) throws SQLException {
    try (Connection connection = database.connect()) {
      Partitions known = partitions(connection);
      int gone = 0;
      for (Partition each : known.all()) { // the newest has no end
        boolean isOld = known.endOf(each).filter(end -> end.isBefore(oldest)).isPresent();
        if (isOld) {
          known.drop(each, connection);
          gone++;
        }
      }
      long total = 0;
      List<Partition> newestFirst = known.all().reversed();
      Map<Partition, Long> sizes = database.sizes(newestFirst, connection);
      for (Partition each : newestFirst) {
        long size = sizes.getOrDefault(each, 0L);
        total += size;
        if (each.equals(newestFirst.getFirst())) {
          isFull = size > octets / PARTS;
        } else if (total > octets) {
          known.drop(each, connection);
          gone++;
        }
      }
      connection.commit();
      if (gone > 0) {
        database.sync(connection); // the room that they had counts as free from then on
      }
      return gone;
    } catch (SQLException e) {
      partitions = null;
      throw e;
    }
  }
}
