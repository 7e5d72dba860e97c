package dev.signalbox.analytics.stats;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.signalbox.analytics.query.Dimension;
import dev.signalbox.analytics.query.Span;
import dev.signalbox.analytics.rollup.Grain;
import java.time.Instant;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.LongStream;
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

  private static final List<Dimension> BREAKDOWNS =
      List.of(
          Dimension.PROJECT,
          Dimension.SOURCE,
          Dimension.PROVIDER,
          Dimension.MODEL,
          Dimension.KEY_LABEL,
          Dimension.PROFILE,
          Dimension.RESULT);

  private final StatsQuery query;
  private final DSLContext dsl;
  private final ClosedDays closed;
  private final Sums sums;
  private final Map<Span, Faces> pieces = new HashMap<>();
  private final long repricing;

  private Stats(StatsQuery query, DSLContext dsl, ClosedDays closed) {
    this.query = query;
    this.dsl = dsl;
    this.closed = closed;
    this.sums = new Sums(dsl, query.filter());
    this.repricing = query.filter().meansAll() ? sums.lastRepricing() : 0;
  }

  /** The same for whoever asks once, and keeps nothing of days that are over. */
  public static ObjectNode of(StatsQuery query, DSLContext dsl) {
    return of(query, dsl, new ClosedDays());
  }

  /**
   * The answer: totals, breakdowns, times, points over time.
   *
   * @param closed what is known of days that are over
   * @throws IllegalArgumentException when sums are not kept by what is asked for
   */
  public static ObjectNode of(StatsQuery query, DSLContext dsl, ClosedDays closed) {
    return new Stats(query, dsl, closed).answer();
  }

  private ObjectNode answer() {
    Span span = wholeMinutes(query.filter().span());
    Faces faces = faces(span);
    ObjectNode json = JsonNodeFactory.instance.objectNode();
    Total total = faces.total();
    SumJson.putTotals(total, json);
    BREAKDOWNS.forEach(dimension -> putBreakdown(dimension, faces, json));
    SumJson.putMore(total, json);
    SumJson.putTimes(total, json);
    ErrorClasses.put(query.filter().within(span), total.sum().errors(), dsl, json);
    putWindow(span, json);
    series(span).put(json);
    if (query.compared()) {
      putPrevious(span, json);
    } else {
      json.putNull("previous");
    }
    return json;
  }

  /** What a window comes to; of what is over what is known already, if all is asked for. */
  private Faces faces(Span span) {
    if (!query.filter().meansAll()) {
      return read(span);
    }
    Faces sum = Faces.NONE;
    for (Segments.Segment segment : Segments.of(span, Grain.DAY)) {
      sum =
          sum.plus(
              switch (segment.grain()) {
                case MINUTE -> piece(segment.span());
                case HOUR -> hours(segment.span());
                case DAY -> days(segment.span());
              });
    }
    return sum;
  }

  /** Of a day that is not over, the hours that are over are known all the same. */
  private Faces days(Span span) {
    Faces sum = Faces.NONE;
    for (Span day : each(Grain.DAY, span)) {
      sum = sum.plus(isOver(day) ? piece(day) : hours(day));
    }
    return sum;
  }

  private Faces hours(Span span) {
    Faces sum = Faces.NONE;
    for (Span hour : each(Grain.HOUR, span)) {
      if (hour.from() <= query.now().toEpochMilli()) {
        sum = sum.plus(piece(hour));
      }
    }
    return sum;
  }

  private static List<Span> each(Grain grain, Span span) {
    return LongStream.iterate(span.from(), at -> at < span.until(), at -> at + grain.millis())
        .mapToObj(at -> new Span(at, at + grain.millis()))
        .toList();
  }

  private boolean isOver(Span span) {
    return ClosedDays.isOver(span, query.now().toEpochMilli());
  }

  /** A day, an hour, or minutes of an hour. */
  private Faces piece(Span span) {
    return pieces.computeIfAbsent(
        span, _ -> isOver(span) ? closed.of(span, repricing, () -> read(span)) : read(span));
  }

  private Faces read(Span span) {
    List<Field<String>> columns = Dimension.summed().stream().map(Dimension::sum).toList();
    Faces faces = Faces.of(sums.groups(span, Grain.DAY, columns));
    return faces.timed(sums.times(span, Grain.DAY, columns, faces.timedNames()));
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

  private static void putBreakdown(Dimension dimension, Faces faces, ObjectNode json) {
    ArrayNode list =
        json.putArray(dimension == Dimension.KEY_LABEL ? "by_key" : "by_" + dimension.id());
    most(faces.names(dimension))
        .forEach(
            (name, sum) -> {
              ObjectNode row = list.addObject().put("name", name);
              SumJson.putTotals(sum, row);
              SumJson.putMore(sum, row);
              SumJson.putTimes(sum, row);
            });
  }

  static String shown(String stored) {
    return stored.isEmpty() ? Dimension.NONE : stored;
  }

  /** Those with the most requests, the rest as one. */
  private static Map<String, Total> most(Map<String, Total> byName) {
    Map<String, Total> kept = new LinkedHashMap<>();
    byName.entrySet().stream()
        .sorted(
            Map.Entry.<String, Total>comparingByValue(
                    Comparator.comparingLong(Total::requests).reversed())
                .thenComparing(Map.Entry.comparingByKey()))
        .forEach(
            entry ->
                kept.merge(
                    kept.size() < MOST_NAMES ? entry.getKey() : OTHERS,
                    entry.getValue(),
                    Total::plus));
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

  private Series series(Span whole) {
    long now = query.now().toEpochMilli();
    Span past = new Span(whole.from(), Math.max(whole.from(), Math.min(whole.until(), now + 1)));
    Grain grain = grain(past);
    long until = whole.until() > now ? past.outTo(grain).until() : past.until();
    // an older beginning is cut off where there would be too many points
    long earliest = grain.startOf(until) - (MOST_POINTS - 1) * grain.millis();
    Span span = new Span(Math.max(past.from(), earliest), until);
    Series.Known known = query.filter().meansAll() ? new OfTotals() : Series.Known.NOTHING;
    return new Series(sums, grain, known).read(span);
  }

  /** What is known of hours that are over, and what was read for the totals. */
  private final class OfTotals implements Series.Known {
    private final KnownPoints points =
        new KnownPoints(closed, repricing, query.now().toEpochMilli());

    @Override
    public Optional<Map<String, Total>> at(Grain grain, Span part) {
      return grain == Grain.DAY
          ? Optional.of(faces(part).names(Dimension.RESULT))
          : Optional.ofNullable(pieces.get(part))
              .map(faces -> faces.names(Dimension.RESULT))
              .or(() -> points.at(grain, part));
    }

    @Override
    public void note(Grain grain, Span part, Map<String, Total> point) {
      points.note(grain, part, point);
    }
  }

  private void putPrevious(Span span, ObjectNode json) {
    Span asked = query.filter().span();
    long length = Math.min(asked.until(), query.now().toEpochMilli()) - asked.from();
    Span before =
        new Span(Math.max(0, span.from() - Math.max(0, length)), span.from()).outTo(Grain.MINUTE);
    Faces faces = faces(before);
    ObjectNode previous = json.putObject("previous");
    SumJson.putTotals(faces.total(), previous);
    SumJson.putMore(faces.total(), previous);
    SumJson.putTimes(faces.total(), previous);
    previous.put("from", Instant.ofEpochMilli(before.from()).toString());
    previous.put("to", Instant.ofEpochMilli(before.until()).toString());
  }
}
