package dev.signalbox.analytics.sql;

import java.sql.ResultSet;
import java.sql.ResultSetMetaData;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;

/** Reads rows up to the limits. */
final class ResultReader {
  private static final int MOST_COLUMNS = 200;

  private ResultReader() {}

  /** The rows of {@code results}; {@code startNanos} is when the statement was begun. */
  static ResultTable read(ResultSet results, SqlLimits limits, long startNanos)
      throws SQLException {
    ResultSetMetaData meta = results.getMetaData();
    int width = Math.min(meta.getColumnCount(), MOST_COLUMNS);
    List<List<Cell>> rows = new ArrayList<>();
    long characters = 0;
    boolean truncated = false;
    while (!truncated && results.next()) {
      if (rows.size() == limits.maxRows() || characters > SqlLimits.RESULT_CHARACTERS) {
        truncated = true;
      } else {
        List<Cell> row = new ArrayList<>(width);
        for (int i = 1; i <= width; i++) {
          row.add(Cell.of(results.getObject(i)));
        }
        characters += row.stream().mapToLong(Cell::size).sum();
        rows.add(row);
      }
    }
    List<ResultTable.Column> columns = new ArrayList<>();
    for (int i = 0; i < width; i++) {
      columns.add(new ResultTable.Column(meta.getColumnLabel(i + 1), type(rows, i)));
    }
    return new ResultTable(columns, rows, truncated, (System.nanoTime() - startNanos) / 1_000_000);
  }

  /** What the cells of a column are; text when they differ in more than the fraction. */
  private static ResultTable.Type type(List<List<Cell>> rows, int column) {
    ResultTable.Type type = ResultTable.Type.UNKNOWN;
    for (List<Cell> row : rows) {
      ResultTable.Type other =
          switch (row.get(column)) {
            case Cell.Text _ -> ResultTable.Type.TEXT;
            case Cell.Whole _ -> ResultTable.Type.INTEGER;
            case Cell.Real _ -> ResultTable.Type.REAL;
            case Cell.Missing _ -> ResultTable.Type.UNKNOWN;
          };
      type = wider(type, other);
    }
    return type;
  }

  private static ResultTable.Type wider(ResultTable.Type one, ResultTable.Type other) {
    if (one == ResultTable.Type.UNKNOWN) {
      return other;
    }
    if (other == ResultTable.Type.UNKNOWN || one == other) {
      return one;
    }
    boolean text = one == ResultTable.Type.TEXT || other == ResultTable.Type.TEXT;
    return text ? ResultTable.Type.TEXT : ResultTable.Type.REAL;
  }
}
