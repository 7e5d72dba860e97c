package dev.signalbox.analytics.ask;

import dev.signalbox.analytics.sql.Dialect;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/** Where the figures, groups and conditions of a question are found: in one view, or beside it. */
final class Columns {
  private static final String REQUESTS = "requests";

  private final String view;
  private final boolean joined;
  private final Dialect dialect;
  private final TimeBuckets buckets;

  private Columns(String view, boolean joined, Dialect dialect, TimeBuckets buckets) {
    this.view = view;
    this.joined = joined;
    this.dialect = dialect;
    this.buckets = buckets;
  }

  /** The columns for {@code intent}; absent when no view has everything. */
  static Optional<Columns> of(Intent intent, Dialect dialect, TimeBuckets buckets) {
    if (intent.daily()) {
      return Optional.of(new Columns(DailySums.VIEW, false, dialect, buckets.inUtc()));
    }
    if (intent.shape() instanceof Intent.Shape.Rows(String view)) {
      return Optional.of(new Columns(view, false, dialect, buckets));
    }
    Set<String> views = new LinkedHashSet<>(intent.metrics().getFirst().views());
    intent.metrics().forEach(metric -> views.retainAll(metric.views()));
    List<Dimension> groups = new ArrayList<>(intent.groups());
    if (intent.shape() instanceof Intent.Shape.MeanOf(Dimension bucket, _)) {
      groups.add(bucket);
    }
    for (String view : views) {
      if (groups.stream().allMatch(group -> group.isIn(view))) {
        return Optional.of(new Columns(view, false, dialect, buckets));
      }
    }
    for (String view : views) {
      boolean beside =
          !view.equals(REQUESTS)
              && groups.stream().allMatch(group -> group.isIn(view) || group.isIn(REQUESTS));
      if (beside) {
        return Optional.of(new Columns(view, true, dialect, buckets));
      }
    }
    return Optional.empty();
  }

  /** What is counted where groups or conditions are those of another view than the requests. */
  static Optional<Measure> countedIn(Draft draft) {
    return Stream.of(Measure.LOSSES, Measure.FINDINGS, Measure.SIGNALS)
        .filter(measure -> isAbout(measure.views().getFirst(), draft))
        .findFirst();
  }

  private static boolean isAbout(String view, Draft draft) {
    boolean groups =
        draft.groups.stream().anyMatch(group -> group.isIn(view) && !group.isIn(REQUESTS));
    boolean states =
        draft.filters.stream()
            .anyMatch(
                filter -> filter instanceof Filter.Named(State state) && state.view().equals(view));
    return groups || states;
  }

  Dialect dialect() {
    return dialect;
  }

  String from() {
    return joined ? view + " v join requests r on r.id = v.request" : view;
  }

  String at() {
    return isDaily() ? "start_ms" : own("at_ms");
  }

  private boolean isDaily() {
    return view.equals(DailySums.VIEW);
  }

  private String column(Measure measure) {
    return isDaily() ? DailySums.column(measure) : measure.column(view);
  }

  private String own(String column) {
    return joined ? "v." + column : column;
  }

  /** The expression to group by. */
  String group(Dimension dimension) {
    if (dimension.isTime()) {
      return buckets.sql(dimension, at(), dialect);
    }
    if (dimension.isIn(view)) {
      return own(dimension.column());
    }
    return "r." + dimension.column();
  }

  /** What the column of a group is called. */
  String alias(Dimension dimension) {
    return dimension.isTime() ? dimension.name().toLowerCase(Locale.ROOT) : dimension.column();
  }

  /** A figure over the rows that fulfil {@code condition}; empty text for all rows. */
  String figure(Metric metric, String condition) {
    return switch (metric) {
      case Metric.Of(Measure measure, Aggregate how, var only) ->
          of(measure, how, both(condition, only.map(this::state).orElse("")));
      case Metric.Share(State state) -> {
        String test =
            condition.isEmpty()
                ? "case when " + state(state) + " then 1.0 else 0.0 end"
                : "case when %s then (case when %s then 1.0 else 0.0 end) end"
                    .formatted(condition, state(state));
        yield "avg(" + test + ")";
      }
      case Metric.Distinct(Dimension dimension) ->
          "count(distinct "
              + when(
                  condition, "nullif(%s, %s)".formatted(group(dimension), text(dimension.none())))
              + ")";
      case Metric.Moment(boolean last) ->
          (last ? "max(" : "min(") + when(condition, own("at")) + ")";
    };
  }

  private static String both(String one, String other) {
    if (one.isEmpty() || other.isEmpty()) {
      return one + other;
    }
    return one + " and " + other;
  }

  private static String when(String condition, String value) {
    return condition.isEmpty() ? value : "case when " + condition + " then " + value + " end";
  }

  private String of(Measure measure, Aggregate how, String condition) {
    if (measure.kind() == Measure.Unit.COUNT && how == Aggregate.TOTAL) {
      return count(column(measure), condition);
    }
    if (measure.kind() == Measure.Unit.RATIO) {
      String[] parts = column(measure).split(" / ", 2);
      return "sum(%s) * 1.0 / nullif(sum(%s), 0)"
          .formatted(when(condition, parts[0]), when(condition, parts[1]));
    }
    return how.sql(when(condition, own(column(measure))), dialect);
  }

  private String count(String column, String condition) {
    return switch (column) {
      case "*" -> condition.isEmpty() ? "count(*)" : "count(" + when(condition, "1") + ")";
      case "request" -> "count(distinct " + when(condition, own("request")) + ")";
      default -> "sum(" + when(condition, own(column)) + ")";
    };
  }

  /** The value that one row has for {@code metric}. */
  String rowValue(Metric metric) {
    return metric instanceof Metric.Of(Measure measure, _, _) && measure.views().contains(view)
        ? measure.column(view)
        : "at_ms";
  }

  /** A condition on a row. */
  String condition(Filter filter) {
    return switch (filter) {
      case Filter.Named(State state) -> state(state);
      case Filter.Either(var states) ->
          "(" + String.join(" or ", states.stream().map(this::state).toList()) + ")";
      case Filter.Not(State state) -> "not (" + state(state) + ")";
      case Filter.Value(Dimension dimension, var values, boolean without) ->
          value(dimension, values, without);
      case Filter.Threshold(Measure measure, Filter.Bound bound) -> threshold(measure, bound);
      case Filter.Status(int from, int to) ->
          place(
              REQUESTS, from == to ? "status = " + from : "status between " + from + " and " + to);
    };
  }

  private String state(State state) {
    return place(state.view(), state.sql());
  }

  private String value(Dimension dimension, List<String> values, boolean without) {
    String test =
        values.size() == 1
            ? (without ? " <> " : " = ") + text(values.getFirst())
            : (without ? " not in (" : " in (")
                + String.join(", ", values.stream().map(Columns::text).toList())
                + ")";
    String home = dimension.isIn(view) ? view : dimension.isIn(REQUESTS) ? REQUESTS : "attempts";
    return place(home, dimension.column() + test);
  }

  private String threshold(Measure measure, Filter.Bound bound) {
    String home = measure.views().contains(REQUESTS) ? REQUESTS : measure.views().getFirst();
    return place(home, bound.sql(measure.column(home)));
  }

  /** A condition over columns of {@code home}, written for where the rows are from. */
  private String place(String home, String condition) {
    if ((home.equals(view) || isDaily()) && !joined) {
      return condition;
    }
    String inner = home.equals(REQUESTS) ? "id" : "request";
    String outer = view.equals(REQUESTS) ? "id" : own("request");
    if (home.equals(view)) {
      return "v." + condition;
    }
    return "%s in (select %s from %s where %s)".formatted(outer, inner, home, condition);
  }

  /** Text as a literal. */
  static String text(String value) {
    return "'" + value.replace("'", "''").replace("\0", "") + "'";
  }
}
