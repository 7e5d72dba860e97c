package dev.signalbox.analytics.stats;

import static dev.signalbox.analytics.schema.Tables.ROLLUPS;

import dev.signalbox.analytics.query.Dimension;
import dev.signalbox.analytics.query.Filter;
import dev.signalbox.analytics.query.Span;
import dev.signalbox.analytics.rollup.Grain;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.jooq.DSLContext;
import org.jooq.Field;

/** What was spent over time, for the curves of budgets. */
public final class Spending {
  private Spending() {}

  /**
   * What requests of a stretch of time cost.
   *
   * @param atMillis when it begins
   * @param nanos of what has a price
   * @param unpriced requests of which something has no price
   */
  public record Point(long atMillis, long nanos, long unpriced) {}

  /**
   * The points of {@code span} that have requests, by name.
   *
   * @param by what the names are of; empty for all together, under the empty name
   * @param span widened to whole minutes
   * @param grain how long a point is, in UTC; the first one begins with the span
   */
  public static Map<String, List<Point>> of(
      Optional<Dimension> by, Span span, Grain grain, DSLContext dsl) {
    List<Field<?>> columns = new ArrayList<>(List.of(ROLLUPS.START_MS));
    by.map(Dimension::sum).ifPresent(columns::add);
    Map<String, TreeMap<Long, Total>> sums = new HashMap<>();
    new Sums(dsl, Filter.ALL)
        .groups(span.outTo(Grain.MINUTE), grain, columns)
        .forEach(
            group ->
                sums.computeIfAbsent(by.isPresent() ? group.name(1) : "", _ -> new TreeMap<>())
                    .merge(
                        Math.max(span.from(), grain.startOf(group.number(0))),
                        group.sum(),
                        Total::plus));
    Map<String, List<Point>> points = new HashMap<>();
    sums.forEach(
        (name, own) ->
            points.put(
                name,
                own.entrySet().stream()
                    .map(
                        each ->
                            new Point(
                                each.getKey(),
                                each.getValue().sum().costNanos(),
                                each.getValue().sum().unpriced()))
                    .toList()));
    return points;
  }
}
