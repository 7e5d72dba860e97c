package dev.signalbox.analytics.stats;

import static dev.signalbox.analytics.schema.Tables.ROLLUPS;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.signalbox.analytics.query.Dimension;
import dev.signalbox.analytics.query.Filter;
import dev.signalbox.analytics.query.Span;
import dev.signalbox.analytics.rollup.Grain;
import dev.signalbox.analytics.rollup.Histogram;
import dev.signalbox.analytics.rollup.RollupDelta;
import java.time.Instant;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Stream;
import org.jooq.DSLContext;
import org.jooq.Field;

/** Answers what came to what in a window of time. */
public final class Stats {
  /** Most points over time. */
  public static final int MOST_POINTS = 1_500;

  /** Most names of a breakdown; the others are summed under {@link #OTHERS}. */
  public static final int MOST_NAMES = 200;

  /** Stands for what has no row of its own. */
  public static final String OTHERS = "(other)";

  private static final int FEW_POINTS = 400;

  private final StatsQuery query;
  private final Sums sums;
  private final DSLContext dsl;

  private Stats(StatsQuery query, DSLContext dsl) {
    this.query = query;
    this.dsl = dsl;
    this.sums = new Sums(dsl, query.filter());
  }

  /**
   * The answer: totals, breakdowns, times, points over time.
   *
   * @throws IllegalArgumentException when sums are not kept by what is asked for
   */
  public static ObjectNode of(StatsQuery query, DSLContext dsl) {
    return new Stats(query, dsl).answer();
  }

  private ObjectNode answer() {
    Span span = wholeMinutes(query.filter().span());
    List<Dimension> dimensions = Dimension.summed();
    List<Field<String>> columns = dimensions.stream().map(Dimension::sum).toList();
    List<Sums.Group> groups = sums.groups(span, Grain.DAY, columns);
    Map<Sums.Target, Sums.Times> times = sums.times(span);
    RollupDelta total = total(groups);
    ObjectNode json = JsonNodeFactory.instance.objectNode();
    SumJson.putTotals(total, json);
    for (Dimension dimension :
        List.of(
            Dimension.PROJECT,
            Dimension.SOURCE,
            Dimension.PROVIDER,
            Dimension.MODEL,
            Dimension.KEY_LABEL,
            Dimension.PROFILE,
            Dimension.RESULT)) {
      putBreakdown(new Breakdown(dimension, dimensions.indexOf(dimension)), groups, times, json);
    }
    SumJson.putMore(total, json);
    SumJson.putTimes("total_ms", all(times, Sums.Times::totals), json);
    SumJson.putTimes("first_byte_ms", all(times, Sums.Times::firstBytes), json);
    putWindow(span, json);
    putSeries(span, json);
    if (query.compared()) {
      putPrevious(span, json);
    } else {
      json.putNull("previous");
    }
    return json;
  }

  /** Out to whole minutes; what comes after now is left to come, so that its end costs nothing. */
  private Span wholeMinutes(Span span) {
    long now = query.now().toEpochMilli();
    Span whole = span.outTo(Grain.MINUTE);
    long from = whole.begins() ? whole.from() : sums.first().orElse(Grain.DAY.startOf(now));
    long until =
        span.until() >= now ? new Span(0, now + 1).outTo(Grain.DAY).until() : whole.until();
    return new Span(Math.min(from, until), until);
  }

  private static RollupDelta total(List<Sums.Group> groups) {
    return groups.stream().map(Sums.Group::sum).reduce(RollupDelta.ZERO, RollupDelta::plus);
  }

  private static Histogram all(
      Map<Sums.Target, Sums.Times> times, Function<Sums.Times, Histogram> which) {
    return times.values().stream().map(which).reduce(Histogram.EMPTY, Histogram::plus);
  }

  /**
   * A dimension that totals are split by.
   *
   * @param column where it stands in a group
   */
  private record Breakdown(Dimension dimension, int column) {
    String name() {
      return dimension == Dimension.KEY_LABEL ? "by_key" : "by_" + dimension.id();
    }

    /** The same for the times of who answered; empty where none are kept. */
    Optional<Function<Sums.Target, String>> timed() {
      if (dimension == Dimension.PROVIDER) {
        return Optional.of(Sums.Target::provider);
      }
      return dimension == Dimension.MODEL ? Optional.of(Sums.Target::model) : Optional.empty();
    }
  }

  private static void putBreakdown(
      Breakdown breakdown,
      List<Sums.Group> groups,
      Map<Sums.Target, Sums.Times> times,
      ObjectNode json) {
    Map<String, RollupDelta> byName = new HashMap<>();
    groups.forEach(
        group ->
            byName.merge(shown(group.name(breakdown.column())), group.sum(), RollupDelta::plus));
    ArrayNode list = json.putArray(breakdown.name());
    most(byName)
        .forEach(
            (name, sum) -> {
              ObjectNode row = list.addObject().put("name", name);
              SumJson.putTotals(sum, row);
              SumJson.putMore(sum, row);
              breakdown
                  .timed()
                  .ifPresent(
                      nameOf -> {
                        Map<Sums.Target, Sums.Times> own = new HashMap<>(times);
                        own.keySet().removeIf(target -> !shown(nameOf.apply(target)).equals(name));
                        SumJson.putTimes("total_ms", all(own, Sums.Times::totals), row);
                        SumJson.putTimes("first_byte_ms", all(own, Sums.Times::firstBytes), row);
                      });
            });
  }

  static String shown(String stored) {
    return stored.isEmpty() ? Dimension.NONE : stored;
  }

  /** Those with the most requests, the rest as one. */
  private static Map<String, RollupDelta> most(Map<String, RollupDelta> byName) {
    Map<String, RollupDelta> kept = new LinkedHashMap<>();
    byName.entrySet().stream()
        .sorted(
            Map.Entry.<String, RollupDelta>comparingByValue(
                    Comparator.comparingLong(RollupDelta::requests).reversed())
                .thenComparing(Map.Entry.comparingByKey()))
        .forEach(
            entry ->
                kept.merge(
                    kept.size() < MOST_NAMES ? entry.getKey() : OTHERS,
                    entry.getValue(),
                    RollupDelta::plus));
    return kept;
  }

  /** What is really summed, which may be a minute more than was asked for. */
  private void putWindow(Span span, ObjectNode json) {
    if (query.filter().span().begins()) {
      json.put("from", Instant.ofEpochMilli(span.from()).toString());
    } else {
      json.putNull("from");
    }
    long until = Math.min(span.until(), query.now().toEpochMilli());
    json.put("to", Instant.ofEpochMilli(until).toString());
  }

  private Grain grain(Span span) {
    return query
        .grain()
        .orElseGet(
            () ->
                Stream.of(Grain.values())
                    .filter(grain -> span.millis() / grain.millis() <= FEW_POINTS)
                    .findFirst()
                    .orElse(Grain.DAY));
  }

  private void putSeries(Span whole, ObjectNode json) {
    long now = query.now().toEpochMilli();
    Span past = new Span(whole.from(), Math.max(whole.from(), Math.min(whole.until(), now + 1)));
    Grain grain = grain(past);
    long until = whole.until() > now ? past.outTo(grain).until() : past.until();
    // an older beginning is cut off where there would be too many points
    long earliest = grain.startOf(until) - (MOST_POINTS - 1) * grain.millis();
    Span span = new Span(Math.max(past.from(), earliest), until);
    TreeMap<Long, Map<String, RollupDelta>> points = new TreeMap<>();
    for (Sums.Group group : sums.groups(span, grain, List.of(ROLLUPS.START_MS, ROLLUPS.RESULT))) {
      points
          .computeIfAbsent(grain.startOf(group.number(0)), _ -> new TreeMap<>())
          .merge(group.name(1), group.sum(), RollupDelta::plus);
    }
    json.put("grain", grain.id());
    ArrayNode list = json.putArray("series");
    points.forEach(
        (start, byResult) -> {
          ObjectNode point = list.addObject().put("at", Instant.ofEpochMilli(start).toString());
          RollupDelta sum = byResult.values().stream().reduce(RollupDelta.ZERO, RollupDelta::plus);
          SumJson.putTotals(sum, point);
          ObjectNode results = point.putObject("results");
          byResult.forEach((result, part) -> results.put(result, part.requests()));
        });
  }

  private void putPrevious(Span span, ObjectNode json) {
    Span asked = query.filter().span();
    long length = Math.min(asked.until(), query.now().toEpochMilli()) - asked.from();
    Span before =
        new Span(Math.max(0, span.from() - Math.max(0, length)), span.from()).outTo(Grain.MINUTE);
    Filter filter = query.filter().within(before);
    Sums earlier = new Sums(dsl, filter);
    RollupDelta total = total(earlier.groups(before, Grain.DAY, List.of(ROLLUPS.RESULT)));
    Map<Sums.Target, Sums.Times> times = earlier.times(before);
    ObjectNode previous = json.putObject("previous");
    SumJson.putTotals(total, previous);
    SumJson.putMore(total, previous);
    SumJson.putTimes("total_ms", all(times, Sums.Times::totals), previous);
    SumJson.putTimes("first_byte_ms", all(times, Sums.Times::firstBytes), previous);
    previous.put("from", Instant.ofEpochMilli(before.from()).toString());
    previous.put("to", Instant.ofEpochMilli(before.until()).toString());
  }
}
