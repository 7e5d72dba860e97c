package dev.signalbox.analytics.ask;

import dev.signalbox.analytics.sql.Cell;
import dev.signalbox.analytics.sql.GuardedSql;
import dev.signalbox.analytics.sql.ResultTable;
import dev.signalbox.analytics.sql.SqlLimits;
import dev.signalbox.analytics.sql.SqlOutcome;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;

/** Looks up the names that the newest requests bear. */
final class NameLookup {
  /** Names of one kind that are known; the most used ones. */
  private static final int MOST = 300;

  /** Requests that are looked through. */
  private static final int REQUESTS = 50_000;

  private NameLookup() {}

  /** The names in the database; empty when they cannot be looked up now. */
  static CompletableFuture<Optional<KnownNames>> look(GuardedSql sql, SqlLimits limits) {
    SqlLimits all = new SqlLimits(SqlLimits.MOST_ROWS, limits.deadline());
    return sql.look(statement(), all)
        .thenApply(
            outcome ->
                outcome instanceof SqlOutcome.Found(ResultTable table)
                    ? Optional.of(names(table))
                    : Optional.empty());
  }

  private static KnownNames names(ResultTable table) {
    Map<Dimension, List<String>> names = new EnumMap<>(Dimension.class);
    for (List<Cell> row : table.rows()) {
      Dimension dimension = Dimension.NAMED.get(Integer.parseInt(row.getFirst().toText()));
      names.computeIfAbsent(dimension, _ -> new ArrayList<>()).add(row.get(1).toText());
    }
    return KnownNames.of(names);
  }

  /** One statement for all kinds. */
  private static String statement() {
    List<String> columns = Dimension.NAMED.stream().map(Dimension::column).toList();
    List<String> parts = new ArrayList<>();
    for (int i = 0; i < columns.size(); i++) {
      parts.add(
          ("select %1$d as kind, name from (select %2$s as name, count(*) as n from newest"
                  + " where %2$s <> '' group by %2$s order by 2 desc limit %3$d) k%1$d")
              .formatted(i, columns.get(i), MOST));
    }
    return "with newest as (select %s from requests order by id desc limit %d)\n%s"
        .formatted(String.join(", ", columns), REQUESTS, String.join("\nunion all\n", parts));
  }
}
