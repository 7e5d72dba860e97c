package dev.signalbox.analytics.sql;

import java.util.Set;
import java.util.TreeSet;

/** The functions that a statement may call: they read nothing, keep nothing and stay small. */
final class Functions {
  private static final Set<String> EVERYWHERE =
      Set.of(
          "abs avg ceil ceiling coalesce count cume_dist dense_rank exp first_value floor lag"
              .split(" ", -1));

  private static final Set<String> MORE =
      Set.of(
          ("last_value lead length ln log lower ltrim max min mod nth_value ntile nullif"
                  + " percent_rank percentile_cont percentile_disc pow power rank round row_number"
                  + " rtrim sign sqrt substr substring sum trim upper")
              .split(" ", -1));

  private static final Set<String> SQLITE =
      Set.of(
          ("date datetime group_concat ifnull iif instr julianday median percentile strftime"
                  + " string_agg time total typeof unixepoch")
              .split(" ", -1));

  private static final Set<String> POSTGRESQL =
      Set.of(
          ("age btrim char_length date_part date_trunc extract greatest least left right"
                  + " split_part starts_with stddev stddev_pop stddev_samp string_agg strpos to_char"
                  + " to_timestamp var_pop var_samp variance corr regr_slope now mode")
              .split(" ", -1));

  /** What SQLite calls by itself when a statement uses an operator or a keyword. */
  private static final Set<String> INSIDE_SQLITE =
      Set.of(
          ("like glob current_timestamp current_date current_time likely unlikely subtype max min"
                  + " -> ->> if")
              .split(" ", -1));

  /** Types that a value may be cast to. */
  static final Set<String> TYPES =
      Set.of(
          ("integer int bigint smallint real double float float8 int4 int8 numeric decimal text"
                  + " varchar char date timestamp timestamptz time interval boolean precision with"
                  + " without zone")
              .split(" ", -1));

  private Functions() {}

  static Set<String> of(Dialect dialect) {
    Set<String> all = new TreeSet<>(EVERYWHERE);
    all.addAll(MORE);
    all.addAll(
        switch (dialect) {
          case SQLITE -> SQLITE;
          case POSTGRESQL -> POSTGRESQL;
        });
    return all;
  }

  /** Whether SQLite may call the function {@code name} for an allowed statement. */
  static boolean insideSqlite(String name) {
    return INSIDE_SQLITE.contains(name) || of(Dialect.SQLITE).contains(name);
  }
}
