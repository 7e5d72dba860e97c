package dev.signalbox.analytics.ask;

import dev.signalbox.analytics.sql.Dialect;

/** How many values become one. */
enum Aggregate {
  TOTAL("total"),
  AVERAGE("average"),
  MEDIAN("median"),
  P90("p90"),
  P95("p95"),
  P99("p99"),
  LARGEST("largest"),
  SMALLEST("smallest");

  private final String title;

  Aggregate(String title) {
    this.title = title;
  }

  String title() {
    return title;
  }

  /** The expression over {@code values}. */
  String sql(String values, Dialect dialect) {
    return switch (this) {
      case TOTAL -> "sum(" + values + ")";
      case AVERAGE -> "avg(" + values + ")";
      case LARGEST -> "max(" + values + ")";
      case SMALLEST -> "min(" + values + ")";
      case MEDIAN -> percentile("0.5", values, dialect);
      case P90 -> percentile("0.9", values, dialect);
      case P95 -> percentile("0.95", values, dialect);
      case P99 -> percentile("0.99", values, dialect);
    };
  }

  private static String percentile(String share, String values, Dialect dialect) {
    return switch (dialect) {
      case SQLITE -> "percentile_cont(%s, %s)".formatted(values, share);
      case POSTGRESQL -> "percentile_cont(%s) within group (order by %s)".formatted(share, values);
    };
  }
}
