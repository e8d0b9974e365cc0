package org.dromedary.tracking;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * All mail of a time is in tables of its own: so the indexes that are written to stay small, and
 * what is too old goes as a whole.
 */
final class Partitions {
  private static final Logger LOG = LoggerFactory.getLogger(Partitions.class);

  /** Of the schema. */
  private static final int VERSION = 1;

  private static final Duration SPAN = Duration.ofDays(1);

  /** A partition begins in the future: no mail of its time has been written elsewhere then. */
  private static final Duration AHEAD = Duration.ofMinutes(1);

  private final TreeMap<Instant, Partition> byStart = new TreeMap<>();

  private Partitions() {}

  /** Makes what is not there yet, and finds the partitions. */
  static Partitions open(Connection connection) throws SQLException {
    try (Statement statement = connection.createStatement()) {
      statement.execute("CREATE TABLE IF NOT EXISTS tracking_version (version INTEGER NOT NULL)");
      statement.execute(
          "CREATE TABLE IF NOT EXISTS tracked_batch (id VARCHAR(32) NOT NULL, router VARCHAR(255) NOT NULL)");
      statement.execute(
          "CREATE TABLE IF NOT EXISTS tracking_partition"
              + " (number INTEGER PRIMARY KEY, from_millis BIGINT NOT NULL)");
      int version = version(statement);
      if (version == 0) {
        statement.execute("INSERT INTO tracking_version VALUES (" + VERSION + ")");
      } else if (version != VERSION) {
        throw new SQLException("the tables are of version " + version + ", not of " + VERSION);
      }
    }
    connection.commit();
    Partitions partitions = read(connection);
    partitions.mend(connection);
    return partitions;
  }

  /**
   * Makes tables that should be there: not every database has the tables of a partition and the row
   * that names it in one transaction, and a file may be damaged.
   */
  private void mend(Connection connection) throws SQLException {
    Set<String> tables = tables(connection);
    for (Partition partition : byStart.values()) {
      if (!tables.containsAll(partition.tables())) {
        LOG.error(
            "tables of the mail from {} on are missing, its events are lost: they are made anew",
            partition.from());
        define(partition, connection);
      }
    }
    connection.commit();
  }

  private static Set<String> tables(Connection connection) throws SQLException {
    try (Statement statement = connection.createStatement();
        ResultSet found =
            statement.executeQuery(
                "SELECT lower(table_name) FROM information_schema.tables"
                    + " WHERE lower(table_name) LIKE 'tracked%'")) {
      Set<String> tables = new HashSet<>();
      while (found.next()) {
        tables.add(found.getString(1));
      }
      return tables;
    }
  }

  private static int version(Statement statement) throws SQLException {
    try (ResultSet found = statement.executeQuery("SELECT version FROM tracking_version")) {
      return found.next() ? found.getInt(1) : 0;
    }
  }

  /** Those that there are. */
  static Partitions read(Connection connection) throws SQLException {
    Partitions partitions = new Partitions();
    try (Statement statement = connection.createStatement();
        ResultSet found =
            statement.executeQuery("SELECT number, from_millis FROM tracking_partition")) {
      while (found.next()) {
        Partition partition =
            new Partition(found.getInt(1), Instant.ofEpochMilli(found.getLong(2)));
        partitions.byStart.put(partition.from(), partition);
      }
    }
    return partitions;
  }

  /** The one with a mail that arrived then; empty when there is none at all. */
  Optional<Partition> of(Instant arrival) {
    return Optional.ofNullable(byStart.floorEntry(arrival))
        .or(() -> Optional.ofNullable(byStart.firstEntry()))
        .map(Map.Entry::getValue);
  }

  /**
   * Makes the one for mails that arrive then, if there is none, and the next one if that is due.
   * Commits.
   *
   * @param isFull whether the newest has enough
   */
  void makeFor(Instant arrival, boolean isFull, Connection connection) throws SQLException {
    if (byStart.isEmpty()) {
      make(arrival, connection);
    } else {
      Instant newest = byStart.lastKey();
      boolean isDue = isFull || newest.plus(SPAN).isBefore(arrival);
      if (isDue && arrival.isAfter(newest)) {
        make(arrival.plus(AHEAD), connection);
      }
    }
  }

  private void make(Instant from, Connection connection) throws SQLException {
    int number = byStart.values().stream().mapToInt(Partition::number).max().orElse(0) + 1;
    Partition made = new Partition(number, Instant.ofEpochMilli(from.toEpochMilli()));
    define(made, connection);
    try (PreparedStatement insert =
        connection.prepareStatement("INSERT INTO tracking_partition VALUES (?, ?)")) {
      insert.setInt(1, number);
      insert.setLong(2, made.from().toEpochMilli());
      insert.executeUpdate();
    }
    connection.commit();
    byStart.put(made.from(), made);
  }

  private static void define(Partition partition, Connection connection) throws SQLException {
    try (Statement statement = connection.createStatement()) {
      for (String each : definition(partition)) {
        statement.execute(each);
      }
    }
  }

  private static List<String> definition(Partition partition) {
    String mails = partition.mails();
    String recipients = partition.recipients();
    String events = partition.events();
    return List.of(
        "CREATE TABLE IF NOT EXISTS "
            + mails
            + " (queue_id VARCHAR(32) NOT NULL, received_at BIGINT NOT NULL,"
            + " sender VARCHAR(512) NOT NULL, message_id VARCHAR(512), subject_hash VARCHAR(16))",
        "CREATE INDEX IF NOT EXISTS " + mails + "_time ON " + mails + " (received_at)",
        "CREATE INDEX IF NOT EXISTS " + mails + "_id ON " + mails + " (queue_id)",
        "CREATE INDEX IF NOT EXISTS " + mails + "_sender ON " + mails + " (sender)",
        "CREATE INDEX IF NOT EXISTS " + mails + "_message_id ON " + mails + " (message_id)",
        "CREATE INDEX IF NOT EXISTS " + mails + "_subject ON " + mails + " (subject_hash)",
        "CREATE TABLE IF NOT EXISTS "
            + recipients
            + " (address VARCHAR(512) NOT NULL, queue_id VARCHAR(32) NOT NULL)",
        "CREATE INDEX IF NOT EXISTS "
            + recipients
            + "_address ON "
            + recipients
            + " (address, queue_id)",
        "CREATE TABLE IF NOT EXISTS "
            + events
            + " (number BIGINT GENERATED BY DEFAULT AS IDENTITY PRIMARY KEY,"
            + " queue_id VARCHAR(32) NOT NULL, event VARCHAR(32) NOT NULL, json VARCHAR NOT NULL)",
        "CREATE INDEX IF NOT EXISTS " + events + "_id ON " + events + " (queue_id)");
  }

  /** Those with mail that arrived in this time, the newest first. */
  List<Partition> between(Instant from, Instant until) {
    List<Partition> found = new ArrayList<>();
    Instant first = byStart.floorKey(from) == null ? from : byStart.floorKey(from);
    byStart
        .subMap(first, true, until.isBefore(first) ? first : until, true)
        .descendingMap()
        .values()
        .forEach(found::add);
    return found;
  }

  /** The oldest first. */
  List<Partition> all() {
    return List.copyOf(byStart.values());
  }

  /** When the mail of one ends; empty for the newest. */
  Optional<Instant> endOf(Partition partition) {
    return Optional.ofNullable(byStart.higherKey(partition.from()));
  }

  /** Removes one, and all mail in it. */
  void drop(Partition partition, Connection connection) throws SQLException {
    try (Statement statement = connection.createStatement()) {
      for (String table : partition.tables()) {
        statement.execute("DROP TABLE IF EXISTS " + table);
      }
      statement.execute("DELETE FROM tracking_partition WHERE number = " + partition.number());
    }
    byStart.remove(partition.from());
  }
}
