package dev.signalbox.analytics.rollup;

import static dev.signalbox.analytics.schema.Tables.ROLLUPS;
import static org.jooq.impl.DSL.max;

import dev.signalbox.analytics.schema.tables.records.RollupsRecord;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.jooq.DSLContext;

/**
 * The sums of one node as they are in the database, for the spans that still grow: rows are written
 * whole, so that writing them twice does no harm. Lives on the writer's thread.
 *
 * <p>A span takes {@link #MOST_ROWS} different rows; after that, what clients make up freely is
 * summed under {@link Dimensions#OTHER}.
 */
public final class RollupBook {
  /** Most rows of one span. */
  public static final int MOST_ROWS = 5_000;

  /** How long after its end a span still expects requests, in milliseconds. */
  private static final long GRACE_MILLIS = 10 * 60_000;

  private final String node;
  private final Map<Grain, Map<Long, Map<Dimensions, RollupDelta>>> spans =
      new EnumMap<>(Grain.class);
  private final Map<Grain, Long> knownFrom = new EnumMap<>(Grain.class);

  /** An empty book. */
  public RollupBook(String node) {
    this.node = node;
  }

  /** Spans up to the newest in the database may have rows that the book has to read first. */
  private void open(DSLContext dsl) {
    for (Grain grain : Grain.values()) {
      Long newest =
          dsl.select(max(ROLLUPS.START_MS))
              .from(ROLLUPS)
              .where(ROLLUPS.GRAIN.eq(grain.id()), ROLLUPS.NODE.eq(node))
              .fetchSingle()
              .value1();
      knownFrom.put(grain, newest == null ? Long.MIN_VALUE : newest + grain.millis());
    }
  }

  /**
   * What the rows say once {@code minutes} are added to them. Changes nothing.
   *
   * @param minutes what is added, by minute
   */
  public Map<RollupKey, RollupDelta> after(Map<RollupKey, RollupDelta> minutes, DSLContext dsl) {
    if (minutes.isEmpty()) {
      return Map.of(); // other databases have no sums
    }
    if (knownFrom.isEmpty()) {
      open(dsl);
    }
    Map<RollupKey, RollupDelta> result = new HashMap<>();
    Map<RollupKey, Integer> fresh = new HashMap<>();
    minutes.forEach(
        (minute, delta) ->
            Stream.of(Grain.values())
                .map(grain -> RollupKey.at(grain, minute.startMillis(), minute.of()))
                .forEach(key -> add(key, delta, new Adding(result, fresh, dsl))));
    return result;
  }

  private record Adding(
      Map<RollupKey, RollupDelta> result, Map<RollupKey, Integer> fresh, DSLContext dsl) {}

  private void add(RollupKey key, RollupDelta delta, Adding adding) {
    RollupKey row = adding.result().containsKey(key) || isOpen(key, adding) ? key : lumped(key);
    RollupDelta before = adding.result().get(row);
    adding.result().put(row, (before == null ? current(row, adding.dsl()) : before).plus(delta));
  }

  private static RollupKey lumped(RollupKey key) {
    return new RollupKey(key.grain(), key.startMillis(), key.of().lumped());
  }

  /** Whether the span has the row {@code key}, or room for it. */
  private boolean isOpen(RollupKey key, Adding adding) {
    Map<Dimensions, RollupDelta> rows = rows(key, adding.dsl());
    if (rows.containsKey(key.of())) {
      return true;
    }
    RollupKey span = new RollupKey(key.grain(), key.startMillis(), NONE);
    int more = adding.fresh().merge(span, 1, Integer::sum);
    return rows.size() + more <= MOST_ROWS;
  }

  private static final Dimensions NONE = new Dimensions("", "", "", "", "", "", "");

  /** All rows of a span; read at once when the span may have some that the book does not know. */
  private Map<Dimensions, RollupDelta> rows(RollupKey key, DSLContext dsl) {
    return spans(key.grain())
        .computeIfAbsent(
            key.startMillis(),
            start -> {
              boolean untouched = start >= knownFrom.getOrDefault(key.grain(), Long.MAX_VALUE);
              return untouched ? new HashMap<>() : read(key.grain(), start, dsl);
            });
  }

  private Map<Dimensions, RollupDelta> read(Grain grain, long start, DSLContext dsl) {
    Map<Dimensions, RollupDelta> rows = new HashMap<>();
    dsl.selectFrom(ROLLUPS)
        .where(ROLLUPS.GRAIN.eq(grain.id()), ROLLUPS.START_MS.eq(start), ROLLUPS.NODE.eq(node))
        .forEach(row -> rows.put(RollupRows.dimensionsOf(row), RollupRows.deltaOf(row)));
    return rows;
  }

  private Map<Long, Map<Dimensions, RollupDelta>> spans(Grain grain) {
    return spans.computeIfAbsent(grain, _ -> new HashMap<>());
  }

  private RollupDelta current(RollupKey key, DSLContext dsl) {
    return rows(key, dsl).getOrDefault(key.of(), RollupDelta.ZERO);
  }

  /** The rows to be written for {@code sums}. */
  public List<RollupsRecord> records(Map<RollupKey, RollupDelta> sums) {
    return sums.entrySet().stream()
        .map(entry -> RollupRows.recordOf(entry.getKey(), node, entry.getValue()))
        .toList();
  }

  /** Takes over {@code sums}, which are in the database now, and forgets spans that are over. */
  public void committed(Map<RollupKey, RollupDelta> sums, long nowMillis) {
    sums.forEach(
        (key, sum) ->
            spans(key.grain())
                .computeIfAbsent(key.startMillis(), _ -> new HashMap<>())
                .put(key.of(), sum));
    for (Grain grain : Grain.values()) {
      long over = grain.startOf(nowMillis - GRACE_MILLIS);
      if (spans(grain).keySet().removeIf(start -> start < over)) {
        knownFrom.merge(grain, over, Math::max);
      }
    }
  }
}
