package dev.signalbox.analytics.sql;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Optional;
import javax.sql.DataSource;

/**
 * Runs statements on PostgreSQL, each in a transaction that can only read, with a time limit and
 * one schema in the search path. Where the role {@value #ROLE} exists and may be taken, it is.
 */
final class PostgresReader implements SqlReader {
  /** The role that may read the views and nothing else. */
  static final String ROLE = "signalbox_ask";

  /** SQLSTATE of a statement that was cancelled. */
  private static final String CANCELLED = "57014";

  private static final int ROWS_AT_ONCE = 500;

  private final DataSource source;

  PostgresReader(DataSource source) {
    this.source = source;
  }

  @Override
  public Dialect dialect() {
    return Dialect.POSTGRESQL;
  }

  @Override
  public SqlOutcome read(String sql, SqlLimits limits) throws SQLException {
    try (Connection connection = source.getConnection()) {
      connection.setAutoCommit(false);
      try {
        return read(connection, sql, limits);
      } catch (SQLException e) {
        if (CANCELLED.equals(e.getSQLState())) {
          return new SqlOutcome.TimedOut(limits.deadline().toMillis());
        }
        throw e;
      } finally {
        connection.rollback();
        connection.setAutoCommit(true);
      }
    }
  }

  private static SqlOutcome read(Connection connection, String sql, SqlLimits limits)
      throws SQLException {
    String schema;
    try (Statement statement = connection.createStatement()) {
      statement.execute("set transaction read only");
      statement.execute(
          "set local statement_timeout = " + Math.max(1, limits.deadline().toMillis()));
      statement.execute("set local idle_in_transaction_session_timeout = 60000");
      statement.execute("set local work_mem = '16MB'");
      schema = schema(statement);
      statement.execute("set local search_path = \"%s\"".formatted(schema.replace("\"", "\"\"")));
      if (roleThere(statement)) {
        statement.execute("set local role " + ROLE);
      }
    }
    long start = System.nanoTime();
    Optional<Refusal> refusal = PlanAudit.refusal(connection, sql, schema);
    if (refusal.isPresent()) {
      return new SqlOutcome.Refused(refusal.get());
    }
    try (var statement = connection.prepareStatement(sql)) {
      statement.setFetchSize(ROWS_AT_ONCE);
      statement.setMaxRows(limits.maxRows() + 1);
      try (ResultSet results = statement.executeQuery()) {
        return new SqlOutcome.Found(ResultReader.read(results, limits, start));
      }
    }
  }

  private static String schema(Statement statement) throws SQLException {
    try (ResultSet rows = statement.executeQuery("select current_schema()")) {
      rows.next();
      return String.valueOf(rows.getString(1));
    }
  }

  private static boolean roleThere(Statement statement) throws SQLException {
    try (ResultSet rows =
        statement.executeQuery(
            "select 1 from pg_catalog.pg_roles where rolname = '%s' and pg_has_role(oid, 'member')"
                .formatted(ROLE))) {
      return rows.next();
    }
  }
}
