package dev.signalbox.analytics.sql;

import java.sql.SQLException;

/** Runs a checked statement on a database; blocks. */
interface SqlReader {
  /** What the database speaks. */
  Dialect dialect();

  /** Runs {@code sql}, which {@link StatementCheck} let through. */
  SqlOutcome read(String sql, SqlLimits limits) throws SQLException;
}
