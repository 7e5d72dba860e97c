package dev.signalbox.analytics.sql;

import java.time.Duration;

/**
 * How much one statement may take.
 *
 * @param maxRows rows that are returned at most, from 1 to 10,000
 * @param deadline how long it may run
 */
public record SqlLimits(int maxRows, Duration deadline) {
  /** The most rows that anybody may ask for. */
  public static final int MOST_ROWS = 10_000;

  /** Characters of a statement. */
  static final int SQL_CHARACTERS = 9_000;

  /** Characters of a cell; what is longer is cut. */
  static final int CELL_CHARACTERS = 4_000;

  /** Characters of all cells together; rows after that are left out. */
  static final int RESULT_CHARACTERS = 8_000_000;

  public SqlLimits {
    if (maxRows < 1 || maxRows > MOST_ROWS) {
      throw new IllegalArgumentException("rows must be from 1 to " + MOST_ROWS);
    }
    if (deadline.isNegative() || deadline.isZero()) {
      throw new IllegalArgumentException("the deadline must be positive");
    }
  }

  /** The same with at most {@code rows} rows. */
  public SqlLimits withRows(int rows) {
    return new SqlLimits(Math.min(rows, maxRows), deadline);
  }
}
