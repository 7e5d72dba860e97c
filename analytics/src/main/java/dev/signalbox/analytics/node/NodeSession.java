package dev.signalbox.analytics.node;

import dev.signalbox.analytics.store.Area;
import dev.signalbox.analytics.store.Database;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Map;
import org.jooq.DSLContext;
import org.postgresql.PGConnection;
import org.postgresql.PGNotification;

/**
 * One connection of a node to the server that it shares with others: it listens, says that it
 * lives, and holds the lock of whoever leads, which ends with it. Lives on one thread, and blocks.
 */
final class NodeSession implements AutoCloseable {
  /** The lock of whoever does what is done once. */
  private static final long LEADERS = 0x5369_676e_616c_0003L;

  /** Since which version a server ends sessions that say nothing. */
  private static final int ENDS_SILENT = 14;

  private final Connection connection;
  private final DSLContext dsl;

  /**
   * Opens one.
   *
   * @param patience how long an answer may take
   * @param silence after which the server ends it, and with it the lock that it may hold
   */
  NodeSession(Database database, Duration patience, Duration silence) throws SQLException {
    this.connection = database.inTouch(Area.CONTROL, patience);
    this.dsl = database.on(connection);
    try {
      if (connection.getMetaData().getDatabaseMajorVersion() >= ENDS_SILENT) {
        run("set idle_session_timeout = " + silence.toMillis());
      }
    } catch (SQLException e) {
      close();
      throw e;
    }
  }

  DSLContext dsl() {
    return dsl;
  }

  void listen() throws SQLException {
    run("listen " + Changes.CHANNEL);
  }

  /** Whether somebody told of a change within {@code wait}. */
  boolean heard(Duration wait) throws SQLException {
    PGNotification[] told =
        connection.unwrap(PGConnection.class).getNotifications(Math.max(1, (int) wait.toMillis()));
    return told != null && told.length > 0;
  }

  Map<SharedPart, Long> revisions() {
    return Changes.revisions(dsl);
  }

  /** Whether this session leads, now that it has tried to. */
  boolean lead() throws SQLException {
    try (PreparedStatement lock = connection.prepareStatement("select pg_try_advisory_lock(?)")) {
      lock.setLong(1, LEADERS);
      try (ResultSet taken = lock.executeQuery()) {
        return taken.next() && taken.getBoolean(1);
      }
    }
  }

  private void run(String sql) throws SQLException {
    try (PreparedStatement statement = connection.prepareStatement(sql)) {
      statement.execute();
    }
  }

  @Override
  public void close() throws SQLException {
    connection.close();
  }
}
