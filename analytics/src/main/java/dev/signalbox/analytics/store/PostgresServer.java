package dev.signalbox.analytics.store;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import javax.sql.DataSource;
import org.postgresql.ds.PGSimpleDataSource;

/** Opens schemas of a PostgreSQL server. */
final class PostgresServer {
  private static final int CONNECT_SECONDS = 5;
  private static final Duration SOCKET = Duration.ofSeconds(60);

  /** Between two tries to connect. */
  private static final long PAUSE_NANOS = TimeUnit.MILLISECONDS.toNanos(500);

  /** States that pass: the server starts, or has no connection to spare. */
  private static final Set<String> PASSING = Set.of("57P03", "53300");

  /** The class of states that say that there was no connection. */
  private static final String NO_CONNECTION = "08";

  private PostgresServer() {}

  static DataSource source(Place.Server server, Area area) {
    return source(server, area, SOCKET);
  }

  /** The same where an answer takes no longer than {@code patience}. */
  static DataSource source(Place.Server server, Area area, Duration patience) {
    PGSimpleDataSource source = new PGSimpleDataSource();
    source.setUrl(server.url());
    if (!server.user().isEmpty()) {
      source.setUser(server.user());
    }
    if (!server.password().isEmpty()) {
      source.setPassword(server.password());
    }
    source.setCurrentSchema(area.schema());
    source.setApplicationName("signalbox");
    source.setConnectTimeout(CONNECT_SECONDS);
    source.setSocketTimeout((int) patience.toSeconds());
    source.setTcpKeepAlive(true);
    source.setReWriteBatchedInserts(true);
    return source;
  }

  /**
   * Waits until a server gives connections; blocks.
   *
   * @param patience how long it may take
   * @throws DatabaseException when it gave none in that time, or says that it will not
   */
  static void await(DataSource source, Duration patience) {
    long until = System.nanoTime() + patience.toNanos();
    while (true) {
      try (Connection connection = source.getConnection()) {
        if (connection.isValid(CONNECT_SECONDS)) {
          return;
        }
      } catch (SQLException e) {
        long left = until - System.nanoTime();
        if (left <= 0 || !isPassing(e) || Thread.currentThread().isInterrupted()) {
          throw unreachable(e);
        }
        LockSupport.parkNanos(Math.min(PAUSE_NANOS, left));
      }
    }
  }

  /** What is said of a server that gave no connection because of {@code cause}. */
  static DatabaseException unreachable(Exception cause) {
    return new DatabaseException(
        "the server of `database.url` cannot be reached: " + DatabaseFaults.reason(cause), cause);
  }

  private static boolean isPassing(SQLException e) {
    String state = String.valueOf(e.getSQLState());
    return state.startsWith(NO_CONNECTION) || PASSING.contains(state);
  }
}
