package dev.signalbox.analytics.records;

import static dev.signalbox.analytics.schema.Tables.FACT_REQUESTS;

import dev.signalbox.analytics.query.Filter;
import dev.signalbox.analytics.query.Numbers;
import dev.signalbox.analytics.schema.tables.records.FactRequestsRecord;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jooq.DSLContext;

/**
 * Goes through the requests of a filter in the order of their numbers. Where no index helps, it
 * looks at slices of a bounded number of requests, at {@link #MOST_SEEN} in all.
 */
final class Walk {
  /** Most requests that are looked at for one page. */
  static final int MOST_SEEN = 400_000;

  private static final int FIRST_SLICE = 2_000;
  private static final int LARGEST_SLICE = 50_000;
  private static final int GROWTH = 5;

  private final DSLContext dsl;
  private final Filter filter;

  /**
   * What a walk found.
   *
   * @param reached everything up to this number was looked at
   * @param ended whether there is nothing further on
   */
  record Found(List<FactRequestsRecord> rows, long reached, boolean ended) {}

  Walk(DSLContext dsl, Filter filter) {
    this.dsl = dsl;
    this.filter = filter;
  }

  /** At most {@code limit} requests beyond the number {@code start}, the nearest first. */
  Found from(long start, Slices.Direction direction, int limit) {
    List<FactRequestsRecord> rows = new ArrayList<>();
    if (filter.isSelective()) {
      rows.addAll(rows(Slices.between(start, Optional.empty(), direction), direction, limit));
      return found(rows, limit, start, true);
    }
    Slices slices = new Slices(dsl, filter);
    long at = slices.entry(start, direction);
    int slice = FIRST_SLICE;
    for (int seen = 0; seen < MOST_SEEN; seen += slice) {
      slice = Math.min(seen == 0 ? FIRST_SLICE : slice * GROWTH, LARGEST_SLICE);
      Optional<Long> edge = slices.edge(at, direction, slice);
      Numbers within = Slices.between(at, edge, direction);
      rows.addAll(rows(within, direction, limit - rows.size()));
      if (rows.size() == limit || edge.isEmpty()) {
        return found(rows, limit, at, edge.isEmpty());
      }
      at = edge.get();
    }
    return new Found(rows, at, false);
  }

  private static Found found(
      List<FactRequestsRecord> rows, int limit, long start, boolean otherwiseEnded) {
    boolean full = rows.size() == limit;
    return new Found(rows, full ? rows.getLast().getId() : start, !full && otherwiseEnded);
  }

  private List<FactRequestsRecord> rows(Numbers numbers, Slices.Direction direction, int limit) {
    return dsl.selectFrom(FACT_REQUESTS)
        .where(filter.onRequests(numbers))
        .orderBy(
            direction == Slices.Direction.OLDER ? FACT_REQUESTS.ID.desc() : FACT_REQUESTS.ID.asc())
        .limit(limit)
        .fetch();
  }
}
