package dev.signalbox.analytics.sql;

import java.util.List;

/**
 * What a statement found.
 *
 * @param truncated whether there were more rows than are given
 * @param millis how long the database took
 */
public record ResultTable(
    List<Column> columns, List<List<Cell>> rows, boolean truncated, long millis) {
  /** What a column holds. */
  public enum Type {
    TEXT,
    INTEGER,
    REAL,
    /** Nothing but NULL, or no row at all. */
    UNKNOWN
  }

  /** A column of a result. */
  public record Column(String name, Type type) {}

  public ResultTable {
    columns = List.copyOf(columns);
    rows = rows.stream().map(List::copyOf).toList();
  }
}
