package dev.signalbox.analytics.ask;

import dev.signalbox.analytics.sql.Cell;
import dev.signalbox.analytics.sql.ResultTable;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * Whether two results say the same: names of columns do not count, nor the order without ORDER BY.
 */
final class SameResult {
  private static final double CLOSE = 1e-6;

  private SameResult() {}

  static boolean same(String goldSql, ResultTable gold, ResultTable other) {
    if (gold.columns().size() != other.columns().size()
        || gold.rows().size() != other.rows().size()) {
      return false;
    }
    boolean ordered = ordered(goldSql);
    List<List<Cell>> left = new ArrayList<>(other.rows());
    for (List<Cell> row : gold.rows()) {
      int found = -1;
      for (int i = 0; i < (ordered ? 1 : left.size()) && found < 0; i++) {
        found = same(row, left.get(i)) ? i : -1;
      }
      if (found < 0) {
        return false;
      }
      left.remove(found);
    }
    return true;
  }

  /** An ORDER BY in parentheses orders no rows of the result. */
  private static boolean ordered(String sql) {
    String outside = sql;
    for (String before = ""; !before.equals(outside); ) {
      before = outside;
      outside = outside.replaceAll("\\([^()]*\\)", "");
    }
    return outside.toLowerCase(Locale.ROOT).contains("order by");
  }

  private static boolean same(List<Cell> one, List<Cell> other) {
    for (int i = 0; i < one.size(); i++) {
      if (!same(one.get(i), other.get(i))) {
        return false;
      }
    }
    return true;
  }

  private static boolean same(Cell one, Cell other) {
    if (one instanceof Cell.Text || one instanceof Cell.Missing) {
      return one.equals(other);
    }
    if (other instanceof Cell.Text || other instanceof Cell.Missing) {
      return false;
    }
    double a = Double.parseDouble(one.toText());
    double b = Double.parseDouble(other.toText());
    return Math.abs(a - b) <= CLOSE * Math.max(1, Math.max(Math.abs(a), Math.abs(b)));
  }
}
