package dev.signalbox.analytics.records;

import static dev.signalbox.analytics.schema.Tables.FACT_REQUESTS;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.signalbox.analytics.query.Filter;
import dev.signalbox.analytics.query.Numbers;
import dev.signalbox.analytics.schema.tables.records.FactRequestsRecord;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.PriorityQueue;
import org.jooq.DSLContext;
import org.jooq.exception.DataAccessException;
import org.jooq.impl.DSL;

/**
 * Lists requests in another order than that of time. It looks at the newest {@link #MOST_RANKED}
 * requests of the span at most; pages put together are what one large page would be, as later pages
 * rank what the first one did.
 */
final class Ranking {
  /** Most requests that are looked at. */
  static final int MOST_RANKED = 100_000;

  private static final Comparator<Ranked> WORST_FIRST =
      Comparator.comparingLong(Ranked::value).thenComparingLong(Ranked::number);

  private final DSLContext dsl;
  private final Filter filter;
  private final Sort sort;

  private record Ranked(long value, long number) {}

  /**
   * Where a page begins.
   *
   * @param newest number of the newest request that is ranked
   */
  private record Start(Ranked after, long newest) {}

  /**
   * What is ranked: the best that come after the start, and the oldest of all when more are not.
   */
  private record Found(List<Ranked> best, Optional<Long> oldestMillis) {}

  Ranking(DSLContext dsl, Filter filter, Sort sort) {
    this.dsl = dsl;
    this.filter = filter;
    this.sort = sort;
  }

  /**
   * Checks a cursor.
   *
   * @throws IllegalArgumentException when it is none of this list
   */
  static void check(String cursor, Sort sort) {
    start(cursor, sort);
  }

  private static Start start(String cursor, Sort sort) {
    List<Long> numbers = Cursor.read(sort.id(), cursor, 3);
    return new Start(new Ranked(numbers.get(0), numbers.get(1)), numbers.get(2));
  }

  RecordPage page(Optional<String> after, int limit) {
    Start start = after.map(cursor -> start(cursor, sort)).orElseGet(this::first);
    Found found = find(start, limit + 1);
    boolean more = found.best().size() > limit;
    List<Ranked> best = more ? found.best().subList(0, limit) : found.best();
    Optional<String> next =
        more
            ? Optional.of(
                Cursor.of(
                    sort.id(), best.getLast().value(), best.getLast().number(), start.newest()))
            : Optional.empty();
    return new RecordPage(rows(best), next, found.oldestMillis().map(RecordJson::instant));
  }

  private Start first() {
    long newest =
        dsl.select(DSL.max(FACT_REQUESTS.ID))
            .from(FACT_REQUESTS)
            .where(FACT_REQUESTS.ID.lt(filter.endNumber()))
            .fetchOptional(0, Long.class)
            .orElse(0L);
    return new Start(new Ranked(Long.MAX_VALUE, Long.MAX_VALUE), newest);
  }

  private Found find(Start start, int limit) {
    long beyond = start.newest() + 1;
    Optional<Long> edge =
        filter.isSelective()
            ? Optional.empty()
            : new Slices(dsl, filter).edge(beyond, Slices.Direction.OLDER, MOST_RANKED);
    Numbers within = Slices.between(beyond, edge, Slices.Direction.OLDER);
    try (var rows =
        dsl.select(FACT_REQUESTS.ID, sort.field(), FACT_REQUESTS.AT_MS)
            .from(FACT_REQUESTS)
            .where(filter.onRequests(within))
            .orderBy(FACT_REQUESTS.ID.desc())
            .limit(MOST_RANKED)
            .fetchLazy()) {
      return best(Objects.requireNonNull(rows.resultSet()), start.after(), limit, edge);
    } catch (SQLException e) {
      throw new DataAccessException("the requests cannot be read", e);
    }
  }

  /** There may be very many: a record for each would take longer than reading them. */
  private Found best(ResultSet rows, Ranked after, int limit, Optional<Long> edge)
      throws SQLException {
    PriorityQueue<Ranked> best = new PriorityQueue<>(WORST_FIRST);
    int seen = 0;
    long oldest = 0;
    while (rows.next()) {
      seen++;
      oldest = rows.getLong(3);
      Ranked ranked = new Ranked(rows.getLong(2), rows.getLong(1));
      if (WORST_FIRST.compare(ranked, after) < 0) {
        best.add(ranked);
        if (best.size() > limit) {
          best.remove();
        }
      }
    }
    List<Ranked> sorted = new ArrayList<>(best);
    sorted.sort(WORST_FIRST.reversed());
    return new Found(
        sorted, seen == MOST_RANKED ? Optional.of(oldest) : edge.flatMap(this::timeOf));
  }

  private Optional<Long> timeOf(long number) {
    return dsl.select(FACT_REQUESTS.AT_MS)
        .from(FACT_REQUESTS)
        .where(FACT_REQUESTS.ID.eq(number))
        .fetchOptional(FACT_REQUESTS.AT_MS);
  }

  private List<ObjectNode> rows(List<Ranked> ranked) {
    Map<Long, FactRequestsRecord> byNumber =
        dsl.selectFrom(FACT_REQUESTS)
            .where(FACT_REQUESTS.ID.in(ranked.stream().map(Ranked::number).toList()))
            .fetchMap(FACT_REQUESTS.ID);
    return ranked.stream()
        .map(each -> Optional.ofNullable(byNumber.get(each.number())))
        .flatMap(Optional::stream)
        .map(RecordJson::of)
        .toList();
  }
}
