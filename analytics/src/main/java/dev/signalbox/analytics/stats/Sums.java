package dev.signalbox.analytics.stats;

import static dev.signalbox.analytics.schema.Tables.REPRICINGS;
import static dev.signalbox.analytics.schema.Tables.ROLLUPS;

import dev.signalbox.analytics.query.Dimension;
import dev.signalbox.analytics.query.Filter;
import dev.signalbox.analytics.query.Span;
import dev.signalbox.analytics.record.Result;
import dev.signalbox.analytics.rollup.Dimensions;
import dev.signalbox.analytics.rollup.Grain;
import dev.signalbox.analytics.rollup.Histogram;
import dev.signalbox.analytics.rollup.RollupDelta;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import org.jooq.Condition;
import org.jooq.Cursor;
import org.jooq.DSLContext;
import org.jooq.Field;
import org.jooq.ResultQuery;
import org.jooq.exception.DataAccessException;
import org.jooq.impl.DSL;
import org.jooq.impl.SQLDataType;

/** Reads sums of a window, put together by some of their columns. */
final class Sums {
  private static final List<Field<Long>> SUMS =
      List.of(
          sum(ROLLUPS.REQUESTS),
          sum(ROLLUPS.ERRORS),
          sum(ROLLUPS.ATTEMPTS),
          sum(ROLLUPS.INPUT_TOKENS),
          sum(ROLLUPS.CACHE_READ_TOKENS),
          sum(ROLLUPS.CACHE_WRITE_TOKENS),
          sum(ROLLUPS.OUTPUT_TOKENS),
          sum(ROLLUPS.REASONING_TOKENS),
          sum(ROLLUPS.COST_NANOS),
          sum(ROLLUPS.WASTED_NANOS),
          sum(ROLLUPS.UNPRICED_REQUESTS),
          sum(ROLLUPS.ESTIMATED_REQUESTS),
          sum(ROLLUPS.SUM_TOTAL_MS),
          sum(ROLLUPS.SUM_FIRST_BYTE_MS),
          DSL.max(ROLLUPS.LAST_AT_MS),
          sum(of(Result.MITIGATED)),
          sum(of(Result.FAILED)));

  /** What there may be too many names of to keep apart. */
  private static final Set<Dimension> LUMPED =
      Set.of(Dimension.PROJECT, Dimension.SOURCE, Dimension.KEY_LABEL, Dimension.PROFILE);

  private final DSLContext dsl;
  private final Condition filter;

  /**
   * What a group came to.
   *
   * @param of its values, in the order of the columns asked for
   */
  record Group(List<Object> of, Total sum) {
    String name(int column) {
      return (String) of.get(column);
    }

    long number(int column) {
      return ((Number) of.get(column)).longValue();
    }
  }

  /** How long requests took, and how long until their first bytes came. */
  record Times(Histogram totals, Histogram firstBytes) {
    static final Times NONE = new Times(Histogram.EMPTY, Histogram.EMPTY);
  }

  /** What the times of a row count for. */
  @FunctionalInterface
  interface Keys<K> {
    List<K> of(ResultSet row) throws SQLException;
  }

  Sums(DSLContext dsl, Filter filter) {
    this.dsl = dsl;
    this.filter = filter.onSums();
  }

  private static Field<Long> sum(Field<Long> column) {
    return DSL.sum(column).cast(SQLDataType.BIGINT);
  }

  private static Field<Long> of(Result result) {
    return DSL.when(ROLLUPS.RESULT.eq(DSL.inline(result.id())), ROLLUPS.REQUESTS)
        .otherwise(DSL.inline(0L));
  }

  /** When the first sums begin; empty when there are none. */
  Optional<Long> first() {
    return dsl.select(DSL.min(ROLLUPS.START_MS))
        .from(ROLLUPS)
        .where(ROLLUPS.GRAIN.eq(Grain.DAY.id()))
        .fetchOptional(0, Long.class);
  }

  /** The last time that past costs were computed again; 0 when they never were. */
  long lastRepricing() {
    return dsl.select(DSL.max(REPRICINGS.ID))
        .from(REPRICINGS)
        .fetchOptional(0, Long.class)
        .orElse(0L);
  }

  /** Whether some of what {@code asked} asks for may be summed under {@link Dimensions#OTHER}. */
  boolean isLumped(Filter asked, Span span) {
    boolean byName =
        asked.owner().isPresent() || asked.choices().keySet().stream().anyMatch(LUMPED::contains);
    Span days = span.outTo(Grain.DAY);
    return byName
        && dsl.fetchExists(
            ROLLUPS,
            ROLLUPS
                .GRAIN
                .eq(Grain.DAY.id())
                .and(ROLLUPS.START_MS.ge(days.from()))
                .and(ROLLUPS.START_MS.lt(days.until()))
                .and(ROLLUPS.PROJECT.eq(Dimensions.OTHER)));
  }

  /**
   * The groups of a window; one that lies in several pieces of it comes once for each.
   *
   * @param span of whole minutes
   * @param longest the longest rows that may be used
   */
  List<Group> groups(Span span, Grain longest, List<? extends Field<?>> columns) {
    List<Group> groups = new ArrayList<>();
    for (Segments.Segment segment : Segments.of(span, longest)) {
      read(
          dsl.select(columns)
              .select(SUMS)
              .from(ROLLUPS)
              .where(in(segment), filter)
              .groupBy(columns),
          row -> groups.add(groupOf(row, columns)));
    }
    return groups;
  }

  /** Takes a row. */
  @FunctionalInterface
  private interface Row {
    void take(ResultSet row) throws SQLException;
  }

  /** There may be very many: a record for each would take longer than reading them. */
  private static void read(ResultQuery<?> query, Row row) {
    try (Cursor<?> cursor = query.fetchLazy()) {
      ResultSet rows = Objects.requireNonNull(cursor.resultSet());
      while (rows.next()) {
        row.take(rows);
      }
    } catch (SQLException e) {
      throw new DataAccessException("the sums cannot be read", e);
    }
  }

  private static Condition in(Segments.Segment segment) {
    return ROLLUPS
        .GRAIN
        .eq(segment.grain().id())
        .and(ROLLUPS.START_MS.ge(segment.span().from()))
        .and(ROLLUPS.START_MS.lt(segment.span().until()));
  }

  private static Group groupOf(ResultSet row, List<? extends Field<?>> columns)
      throws SQLException {
    List<Object> of = new ArrayList<>(columns.size());
    for (int i = 0; i < columns.size(); i++) {
      if (columns.get(i).getType() == Long.class) {
        of.add(row.getLong(i + 1));
      } else {
        of.add(row.getString(i + 1));
      }
    }
    long[] sums = new long[SUMS.size()];
    for (int i = 0; i < sums.length; i++) {
      sums[i] = row.getLong(columns.size() + i + 1);
    }
    return new Group(of, new Total(deltaOf(sums), sums[15], sums[16]));
  }

  private static RollupDelta deltaOf(long[] sums) {
    return new RollupDelta(
        sums[0],
        sums[1],
        sums[2],
        new RollupDelta.Tokens(sums[3], sums[4], sums[5], sums[6], sums[7]),
        sums[8],
        sums[9],
        sums[10],
        sums[11],
        sums[12],
        sums[13],
        sums[14],
        Histogram.EMPTY,
        Histogram.EMPTY);
  }

  /**
   * How long the requests of a window took, put together by {@code keys}.
   *
   * @param columns what the keys are made of, in the order of the row
   */
  <K> Map<K, Times> times(
      Span span, Grain longest, List<? extends Field<?>> columns, Keys<K> keys) {
    List<Field<?>> all = new ArrayList<>(columns);
    all.add(ROLLUPS.TOTAL_HISTOGRAM);
    all.add(ROLLUPS.FIRST_BYTE_HISTOGRAM);
    Map<K, Adding> sums = new HashMap<>();
    for (Segments.Segment segment : Segments.of(span, longest)) {
      read(
          dsl.select(all).from(ROLLUPS).where(in(segment), filter),
          row -> {
            byte[] total = row.getBytes(all.size() - 1);
            byte[] firstByte = row.getBytes(all.size());
            for (K key : keys.of(row)) {
              sums.computeIfAbsent(key, _ -> new Adding()).add(total, firstByte);
            }
          });
    }
    Map<K, Times> times = new HashMap<>();
    sums.forEach((key, sum) -> times.put(key, sum.times()));
    return times;
  }

  private static final class Adding {
    private final Histogram.Sum totals = new Histogram.Sum();
    private final Histogram.Sum firstBytes = new Histogram.Sum();

    void add(byte[] total, byte[] firstByte) {
      totals.add(total);
      firstBytes.add(firstByte);
    }

    Times times() {
      return new Times(totals.toHistogram(), firstBytes.toHistogram());
    }
  }
}
