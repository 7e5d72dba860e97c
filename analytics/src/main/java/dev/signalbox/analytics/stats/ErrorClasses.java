package dev.signalbox.analytics.stats;

import static dev.signalbox.analytics.schema.Tables.FACT_REQUESTS;
import static org.jooq.impl.DSL.count;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.signalbox.analytics.query.Choice;
import dev.signalbox.analytics.query.Dimension;
import dev.signalbox.analytics.query.Filter;
import dev.signalbox.analytics.record.Result;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jooq.DSLContext;
import org.jooq.Table;

/** Splits errors up by their class, which sums are not kept by: of the newest that are stored. */
final class ErrorClasses {
  /** Most errors of a result that are read. */
  static final int MOST_READ = 20_000;

  private ErrorClasses() {}

  /**
   * Puts how many errors there were of each class; together they are {@code errors}, with {@link
   * Stats#OTHERS} for those that were not read or are no longer stored.
   */
  static void put(Filter filter, long errors, DSLContext dsl, ObjectNode json) {
    Map<String, Long> byClass = new HashMap<>();
    if (errors > 0) {
      for (Result result : List.of(Result.FAILED, Result.CLIENT_ERROR, Result.CLIENT_CLOSED)) {
        if (filter.admits(Dimension.RESULT, result.id())) {
          add(filter.with(Dimension.RESULT, Choice.of(result.id())), dsl, byClass);
        }
      }
    }
    long others = errors - byClass.values().stream().mapToLong(Long::longValue).sum();
    if (others > 0) {
      byClass.merge(Stats.OTHERS, others, Long::sum);
    }
    ArrayNode list = json.putArray("by_error_class");
    byClass.entrySet().stream()
        .sorted(
            Map.Entry.<String, Long>comparingByValue(Comparator.reverseOrder())
                .thenComparing(Map.Entry.comparingByKey()))
        .forEach(
            entry -> list.addObject().put("name", entry.getKey()).put("errors", entry.getValue()));
  }

  private static void add(Filter filter, DSLContext dsl, Map<String, Long> byClass) {
    Table<?> newest =
        dsl.select(FACT_REQUESTS.ERROR_CLASS)
            .from(FACT_REQUESTS)
            .where(filter.onRequests())
            .orderBy(FACT_REQUESTS.ID.desc())
            .limit(MOST_READ)
            .asTable("newest");
    dsl.select(newest.field(FACT_REQUESTS.ERROR_CLASS), count())
        .from(newest)
        .groupBy(newest.field(FACT_REQUESTS.ERROR_CLASS))
        .forEach(
            row -> byClass.merge(Stats.shown(row.value1()), row.value2().longValue(), Long::sum));
  }
}
