package org.dromedary.tracking;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import com.zaxxer.hikari.util.Credentials;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.dromedary.routing.SecretReference;

/** The database and what it does in its own way. Safe for use by several threads. */
final class TrackingDatabase implements AutoCloseable {
  private static final int CONNECTIONS = 4;
  private static final Duration CONNECT_TIMEOUT = Duration.ofSeconds(5);

  /** Who asks for too much is told so, and holds nothing up. */
  private static final int QUERY_SECONDS = 20;

  /** The file is on stable storage when we say so ({@link #sync}), not at each commit. */
  private static final String FILE_OPTIONS = ";DB_CLOSE_ON_EXIT=FALSE;CACHE_SIZE=16384";

  private final HikariDataSource source;
  private final boolean isFile;

  private TrackingDatabase(HikariDataSource source, boolean isFile) {
    this.source = source;
    this.isFile = isFile;
  }

  /** Opens it; that it cannot be reached now is no error. */
  static TrackingDatabase open(TrackingSettings settings, Path dataDirectory) {
    HikariConfig pool = new HikariConfig();
    pool.setPoolName("tracking");
    pool.setMaximumPoolSize(CONNECTIONS);
    pool.setMinimumIdle(0);
    pool.setInitializationFailTimeout(-1);
    pool.setConnectionTimeout(CONNECT_TIMEOUT.toMillis());
    boolean isFile = settings.database().isEmpty();
    if (isFile) {
      Path file = dataDirectory.resolve("tracking").resolve("tracking").toAbsolutePath();
      pool.setJdbcUrl("jdbc:h2:file:" + file + FILE_OPTIONS);
    } else {
      pool.setJdbcUrl(settings.database().get());
      pool.addDataSourceProperty("reWriteBatchedInserts", "true");
      pool.addDataSourceProperty("socketTimeout", "60");
      settings.user().ifPresent(user -> pool.setCredentialsProvider(() -> login(user, settings)));
    }
    return new TrackingDatabase(new HikariDataSource(pool), isFile);
  }

  /** The password as it is now: it may be changed while we run. */
  private static Credentials login(String user, TrackingSettings settings) {
    try {
      Optional<SecretReference> password = settings.password();
      return Credentials.of(user, password.isPresent() ? password.get().resolve() : "");
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** A connection that commits when it is told to. */
  Connection connect() throws SQLException {
    Connection connection = source.getConnection();
    connection.setAutoCommit(false);
    return connection;
  }

  /** For questions. */
  static void limit(Statement statement) throws SQLException {
    statement.setQueryTimeout(QUERY_SECONDS);
  }

  /** What was committed is on stable storage on return. */
  void sync(Connection connection) throws SQLException {
    if (isFile) {
      try (Statement statement = connection.createStatement()) {
        statement.execute("CHECKPOINT SYNC");
      }
    }
  }

  /** Octets on disk of each partition, its indexes included; an estimate. */
  Map<Partition, Long> sizes(List<Partition> partitions, Connection connection)
      throws SQLException {
    Map<Partition, Long> sizes = new HashMap<>();
    try (Statement statement = connection.createStatement()) {
      for (Partition each : partitions) {
        sizes.put(each, isFile ? rows(each, statement) : octets(each, statement));
      }
      if (isFile) {
        share(octetsInUse(statement), sizes);
      }
    }
    return sizes;
  }

  private static long octets(Partition partition, Statement statement) throws SQLException {
    long octets = 0;
    for (String table : partition.tables()) {
      octets += number("SELECT pg_total_relation_size('" + table + "')", statement);
    }
    return octets;
  }

  /** H2 knows this without a look at the rows; to measure a table it would read all of it. */
  private static long rows(Partition partition, Statement statement) throws SQLException {
    return number("SELECT COUNT(*) FROM " + partition.events(), statement);
  }

  /** The size of the file without what it has room for. */
  private static long octetsInUse(Statement statement) throws SQLException {
    return number(
        "SELECT MAX(CASE setting_name WHEN 'info.FILE_SIZE' THEN CAST(setting_value AS BIGINT) END)"
            + " * MAX(CASE setting_name WHEN 'info.CHUNKS_FILL_RATE' THEN CAST(setting_value AS BIGINT) END)"
            + " / 100 FROM information_schema.settings"
            + " WHERE setting_name IN ('info.FILE_SIZE', 'info.CHUNKS_FILL_RATE')",
        statement);
  }

  private static void share(long octets, Map<Partition, Long> rows) {
    long all = Math.max(1, rows.values().stream().mapToLong(Long::longValue).sum());
    rows.replaceAll((partition, count) -> (long) (octets * ((double) count / all)));
  }

  private static long number(String query, Statement statement) throws SQLException {
    try (ResultSet found = statement.executeQuery(query)) {
      return found.next() ? found.getLong(1) : 0;
    }
  }

  @Override
  public void close() {
    source.close();
  }
}
