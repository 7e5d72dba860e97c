package dev.signalbox.analytics.stats;

import static dev.signalbox.analytics.schema.Tables.ROLLUPS;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.signalbox.analytics.query.Span;
import dev.signalbox.analytics.rollup.Grain;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.jooq.Field;

/** Points over time: what the requests of each came to, by result. For one thread. */
final class Series {
  private static final List<Field<?>> COLUMNS = List.of(ROLLUPS.START_MS, ROLLUPS.RESULT);

  private final Sums sums;
  private final Grain grain;
  private final Known known;
  private final TreeMap<Long, Map<String, Total>> points = new TreeMap<>();

  /** Knows some points already. */
  interface Known {
    /** Knows none. */
    Known NOTHING =
        new Known() {
          @Override
          public Optional<Map<String, Total>> at(Grain grain, Span part) {
            return Optional.empty();
          }

          @Override
          public void note(Grain grain, Span part, Map<String, Total> point) {}
        };

    /** A point, if it is known; {@code part} is what of it lies within the span. */
    Optional<Map<String, Total>> at(Grain grain, Span part);

    /** Is told of one that was not known. */
    void note(Grain grain, Span part, Map<String, Total> point);
  }

  private record Key(long start, String result) {}

  Series(Sums sums, Grain grain, Known known) {
    this.sums = sums;
    this.grain = grain;
    this.known = known;
  }

  /** Reads the points of {@code span}, which is of whole minutes. */
  Series read(Span span) {
    long unread = span.from();
    for (long start = grain.startOf(span.from()); start < span.until(); start += grain.millis()) {
      Span part = within(start, span);
      Optional<Map<String, Total>> point = known.at(grain, part);
      if (point.isPresent()) {
        fetch(new Span(unread, part.from()));
        unread = part.until();
        if (!point.get().isEmpty()) {
          points.put(start, new TreeMap<>(point.get()));
        }
      }
    }
    fetch(new Span(unread, span.until()));
    return this;
  }

  /** What lies within {@code span} of the point that begins at {@code start}. */
  private Span within(long start, Span span) {
    return new Span(Math.max(start, span.from()), Math.min(start + grain.millis(), span.until()));
  }

  private void fetch(Span span) {
    if (span.millis() == 0) {
      return;
    }
    Map<Key, Sums.Times> times =
        sums.times(
            span,
            grain,
            COLUMNS,
            row -> List.of(new Key(grain.startOf(row.getLong(1)), row.getString(2))));
    for (Sums.Group group : sums.groups(span, grain, COLUMNS)) {
      points
          .computeIfAbsent(grain.startOf(group.number(0)), _ -> new TreeMap<>())
          .merge(group.name(1), group.sum(), Total::plus);
    }
    times.forEach(
        (key, took) ->
            points.computeIfPresent(
                key.start(),
                (_, byResult) -> {
                  byResult.computeIfPresent(key.result(), (_, sum) -> sum.timed(took));
                  return byResult;
                }));
    for (long start = grain.startOf(span.from()); start < span.until(); start += grain.millis()) {
      known.note(grain, within(start, span), points.getOrDefault(start, Map.of()));
    }
  }

  /** Takes a part of a point. */
  @FunctionalInterface
  interface Part {
    void take(long start, String result, Total sum);
  }

  void forEach(Part part) {
    points.forEach(
        (start, byResult) -> byResult.forEach((result, sum) -> part.take(start, result, sum)));
  }

  /** Puts the points that have requests. */
  void put(ObjectNode json) {
    json.put("grain", grain.id());
    ArrayNode list = json.putArray("series");
    points.forEach(
        (start, byResult) -> {
          ObjectNode point = list.addObject().put("at", Instant.ofEpochMilli(start).toString());
          Total sum = byResult.values().stream().reduce(Total.ZERO, Total::plus);
          SumJson.putTotals(sum, point);
          SumJson.putOutcomes(sum, point);
          SumJson.putTimes(sum, point);
          ObjectNode results = point.putObject("results");
          byResult.forEach((result, part) -> results.put(result, part.requests()));
        });
  }
}
