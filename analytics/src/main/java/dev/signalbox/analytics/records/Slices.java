package dev.signalbox.analytics.records;

import static dev.signalbox.analytics.schema.Tables.FACT_REQUESTS;

import dev.signalbox.analytics.query.Filter;
import dev.signalbox.analytics.query.Numbers;
import java.util.Optional;
import org.jooq.Condition;
import org.jooq.DSLContext;

/**
 * Cuts the requests of a filter's span, in the order of their numbers, into slices of a bounded
 * number of requests, so that looking for few among many has an end.
 */
final class Slices {
  private final DSLContext dsl;
  private final Filter filter;

  /** Where one goes to. */
  enum Direction {
    OLDER,
    NEWER
  }

  Slices(DSLContext dsl, Filter filter) {
    this.dsl = dsl;
    this.filter = filter;
  }

  /** Where the span is entered by who comes from {@code start}. */
  long entry(long start, Direction direction) {
    return switch (direction) {
      case OLDER -> Math.min(start, filter.endNumber());
      case NEWER -> Math.max(start, filter.firstNumber() - 1);
    };
  }

  /**
   * The number that a slice of {@code size} requests ends with; empty when it has all that is left
   * of the span.
   */
  Optional<Long> edge(long at, Direction direction, int size) {
    return dsl.select(FACT_REQUESTS.ID)
        .from(FACT_REQUESTS)
        .where(
            beyond(at, direction),
            FACT_REQUESTS.ID.ge(filter.firstNumber()),
            FACT_REQUESTS.ID.lt(filter.endNumber()))
        .orderBy(direction == Direction.OLDER ? FACT_REQUESTS.ID.desc() : FACT_REQUESTS.ID.asc())
        .limit(1)
        .offset(size - 1)
        .fetchOptional(FACT_REQUESTS.ID);
  }

  /** From {@code at} to {@code edge}, or as far as there are any. */
  static Numbers between(long at, Optional<Long> edge, Direction direction) {
    return switch (direction) {
      case OLDER -> new Numbers(edge.orElse(Long.MIN_VALUE), at);
      case NEWER -> new Numbers(at + 1, edge.map(last -> last + 1).orElse(Long.MAX_VALUE));
    };
  }

  private static Condition beyond(long id, Direction direction) {
    return switch (direction) {
      case OLDER -> FACT_REQUESTS.ID.lt(id);
      case NEWER -> FACT_REQUESTS.ID.gt(id);
    };
  }
}
