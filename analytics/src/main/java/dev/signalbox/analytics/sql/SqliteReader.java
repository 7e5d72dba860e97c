package dev.signalbox.analytics.sql;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Optional;
import org.sqlite.ProgressHandler;
import org.sqlite.SQLiteConfig;
import org.sqlite.SQLiteConnection;
import org.sqlite.SQLiteErrorCode;
import org.sqlite.SQLiteLimits;
import org.sqlite.SQLiteOpenMode;

/** Runs statements on a SQLite file, each on a connection of its own that can only read. */
final class SqliteReader implements SqlReader {
  /** Steps of SQLite's machine between two looks at the clock; about 20 µs. */
  private static final int STEPS = 1_000;

  private static final int BUSY_MILLIS = 1_000;

  private final Path file;

  SqliteReader(Path file) {
    this.file = file;
  }

  @Override
  public Dialect dialect() {
    return Dialect.SQLITE;
  }

  @Override
  public SqlOutcome read(String sql, SqlLimits limits) throws SQLException {
    try (Connection connection = open()) {
      long start = System.nanoTime();
      Deadline deadline = new Deadline(start + limits.deadline().toNanos());
      ProgressHandler.setHandler(connection, STEPS, deadline);
      try {
        Optional<Refusal> refusal = OpcodeAudit.refusal(connection, sql);
        if (refusal.isPresent()) {
          return new SqlOutcome.Refused(refusal.get());
        }
        try (Statement statement = connection.createStatement();
            ResultSet results = statement.executeQuery(sql)) {
          return new SqlOutcome.Found(ResultReader.read(results, limits, start));
        }
      } catch (SQLException e) {
        if (e.getErrorCode() == SQLiteErrorCode.SQLITE_INTERRUPT.code && deadline.passed()) {
          return new SqlOutcome.TimedOut(limits.deadline().toMillis());
        }
        throw e;
      } finally {
        ProgressHandler.clearHandler(connection);
      }
    }
  }

  /** Stops the machine when its time is over. {@code setQueryTimeout} does not: it only waits. */
  private static final class Deadline extends ProgressHandler {
    private final long untilNanos;

    Deadline(long untilNanos) {
      this.untilNanos = untilNanos;
    }

    boolean passed() {
      return System.nanoTime() - untilNanos >= 0;
    }

    @Override
    protected int progress() {
      return passed() ? 1 : 0;
    }
  }

  private Connection open() throws SQLException {
    SQLiteConfig config = new SQLiteConfig();
    config.resetOpenMode(SQLiteOpenMode.READWRITE);
    config.resetOpenMode(SQLiteOpenMode.CREATE);
    config.setReadOnly(true);
    config.setBusyTimeout(BUSY_MILLIS);
    config.enableLoadExtension(false);
    SQLiteConnection connection =
        (SQLiteConnection) config.createConnection("jdbc:sqlite:" + file.toAbsolutePath());
    try (Statement statement = connection.createStatement()) {
      statement.execute("pragma query_only = on");
      statement.execute("pragma trusted_schema = off");
      statement.execute("pragma temp_store = memory");
      limit(connection);
      return connection;
    } catch (SQLException e) {
      connection.close();
      throw e;
    }
  }

  private static void limit(SQLiteConnection connection) throws SQLException {
    connection.setLimit(SQLiteLimits.SQLITE_LIMIT_ATTACHED, 0);
    connection.setLimit(SQLiteLimits.SQLITE_LIMIT_LENGTH, 1_000_000);
    connection.setLimit(SQLiteLimits.SQLITE_LIMIT_SQL_LENGTH, SqlLimits.SQL_CHARACTERS * 4);
    connection.setLimit(SQLiteLimits.SQLITE_LIMIT_EXPR_DEPTH, 60);
    connection.setLimit(SQLiteLimits.SQLITE_LIMIT_COMPOUND_SELECT, 20);
    connection.setLimit(SQLiteLimits.SQLITE_LIMIT_VDBE_OP, 20_000);
    connection.setLimit(SQLiteLimits.SQLITE_LIMIT_LIKE_PATTERN_LENGTH, 200);
    connection.setLimit(SQLiteLimits.SQLITE_LIMIT_WORKER_THREADS, 0);
  }
}
