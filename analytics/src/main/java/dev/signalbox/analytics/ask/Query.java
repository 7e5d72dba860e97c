package dev.signalbox.analytics.ask;

import java.util.List;

/**
 * A statement that answers a question.
 *
 * @param sql not yet seen by the guard
 * @param assumptions what was taken for granted, a sentence each
 */
public record Query(String sql, String title, Chart chart, List<String> assumptions) {
  public Query {
    assumptions = List.copyOf(assumptions);
  }

  /**
   * How the rows are best shown.
   *
   * @param type {@code number}, {@code line}, {@code bar} or {@code table}
   * @param x column along the axis; empty text for none
   * @param y column of the figure; empty text for none
   * @param series column that tells the lines or bars apart; empty text for none
   */
  public record Chart(String type, String x, String y, String series) {
    /** No chart. */
    public static final Chart TABLE = new Chart("table", "", "", "");
  }
}
