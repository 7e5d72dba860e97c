package dev.signalbox.analytics.ask;

import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** Says in words what was understood: the title, the chart and what was assumed. */
final class Wording {
  private static final DateTimeFormatter MINUTE = DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm");

  private final Intent intent;
  private final ZoneId zone;

  Wording(Intent intent, ZoneId zone) {
    this.intent = intent;
    this.zone = zone;
  }

  String title() {
    StringBuilder title = new StringBuilder(what());
    List<Dimension> groups =
        intent.groups().stream()
            .filter(group -> !intent.within().equals(Optional.of(group)))
            .toList();
    if (!groups.isEmpty()) {
      title
          .append(" by ")
          .append(String.join(" and ", groups.stream().map(Dimension::title).toList()));
    }
    intent.within().ifPresent(within -> title.append(" within each ").append(within.title()));
    intent.filters().forEach(filter -> title.append(", ").append(text(filter)));
    intent
        .bounds()
        .forEach(
            having ->
                title
                    .append(", ")
                    .append(having.metric().title())
                    .append(' ')
                    .append(having.bound().operator())
                    .append(' ')
                    .append(having.bound().number().toPlainString()));
    intent.limit().ifPresent(limit -> title.append(", the first ").append(limit));
    title.append(", ").append(intent.range().title());
    intent.compared().ifPresent(other -> title.append(" compared with ").append(other.title()));
    return title.substring(0, 1).toUpperCase(Locale.ROOT) + title.substring(1);
  }

  private String what() {
    String figures = String.join(", ", intent.metrics().stream().map(Metric::title).toList());
    return switch (intent.shape()) {
      case Intent.Shape.Rows(String view) -> "list of " + view;
      case Intent.Shape.Figures() -> figures;
      case Intent.Shape.Shares() -> "share of " + figures;
      case Intent.Shape.Running() -> "running total of " + figures;
      case Intent.Shape.Changes() -> "change of " + figures;
      case Intent.Shape.Moving(int days) -> days + "-day moving average of " + figures;
      case Intent.Shape.MeanOf(Dimension bucket, Aggregate how) ->
          how.title() + " " + figures + " per " + bucket.title();
    };
  }

  private static String text(Filter filter) {
    return switch (filter) {
      case Filter.Named(State state) -> state.title();
      case Filter.Either(var states) ->
          String.join(" or ", states.stream().map(State::title).toList());
      case Filter.Not(State state) -> "not " + state.title();
      case Filter.Value(Dimension dimension, var values, boolean without) ->
          dimension.title() + (without ? " not " : " ") + String.join(" or ", values);
      case Filter.Threshold(Measure measure, Filter.Bound bound) ->
          measure.title() + " " + bound.operator() + " " + bound.number().toPlainString();
      case Filter.Status(int from, int to) ->
          from == to ? "status " + from : "status " + from + " to " + to;
    };
  }

  Query.Chart chart() {
    if (intent.shape() instanceof Intent.Shape.Rows || intent.metrics().isEmpty()) {
      return Query.Chart.TABLE;
    }
    String y = figure();
    List<String> groups =
        intent.groups().stream()
            .map(group -> group.isTime() ? group.name().toLowerCase(Locale.ROOT) : group.column())
            .toList();
    if (groups.isEmpty()) {
      return new Query.Chart("number", "", y, "");
    }
    Optional<Dimension> time = intent.groups().stream().filter(Dimension::isTimeline).findFirst();
    String x =
        time.map(dimension -> dimension.name().toLowerCase(Locale.ROOT)).orElse(groups.getFirst());
    String series = groups.stream().filter(group -> !group.equals(x)).findFirst().orElse("");
    return new Query.Chart(time.isPresent() ? "line" : "bar", x, y, series);
  }

  private String figure() {
    String metric = intent.metrics().getFirst().alias();
    return switch (intent.shape()) {
      case Intent.Shape.Shares() -> "share";
      case Intent.Shape.Running() -> "running";
      case Intent.Shape.Changes() -> "change";
      case Intent.Shape.Moving _ -> "moving_average";
      case Intent.Shape.MeanOf(_, Aggregate how) -> how.title() + "_" + metric;
      case Intent.Shape.Figures(), Intent.Shape.Rows _ -> metric;
    };
  }

  List<String> assumptions(List<String> hidden) {
    List<String> all = new ArrayList<>(intent.notes());
    range(intent.range()).ifPresent(all::add);
    intent.compared().flatMap(this::range).ifPresent(all::add);
    boolean days = intent.groups().stream().anyMatch(Dimension::isTime);
    if (days) {
      all.add("days and hours are those of " + zone.getId());
    }
    for (Metric metric : intent.metrics()) {
      meaning(metric).ifPresent(all::add);
    }
    for (Filter filter : intent.filters()) {
      if (filter.equals(new Filter.Named(State.ERROR))
          || (filter instanceof Filter.Either(var states) && states.contains(State.ERROR))) {
        all.add(ERRORS);
      }
    }
    hidden.forEach(
        name ->
            all.add(
                "`%s` is also a name that is stored, but was not read as one: put it in quotes if it is meant"
                    .formatted(name)));
    return all.stream().distinct().toList();
  }

  private static final String ERRORS =
      "errors are requests that failed, that the client got wrong, or that it left early";

  private Optional<String> range(TimeRange range) {
    if (range.isAll()) {
      return Optional.empty();
    }
    String from = range.from().map(at -> "from " + local(at.atZone(zone)) + " ").orElse("");
    String until = range.until().map(at -> "until " + local(at.atZone(zone))).orElse("until now");
    return Optional.of("%s is %s%s (%s)".formatted(range.title(), from, until, zone.getId()));
  }

  private static String local(ZonedDateTime at) {
    return at.format(MINUTE);
  }

  private static Optional<String> meaning(Metric metric) {
    return switch (metric) {
      case Metric.Of(Measure measure, Aggregate how, var only) -> meaning(measure, how, only);
      case Metric.Share(State state) ->
          Optional.of(
              state == State.ERROR ? ERRORS : "the share is from 0 to 1: `" + state.sql() + "`");
      case Metric.Distinct(Dimension dimension) ->
          Optional.of("the " + dimension.title() + " that stands for none is not counted");
      case Metric.Moment _ -> Optional.of("the time is in UTC");
    };
  }

  private static Optional<String> meaning(Measure measure, Aggregate how, Optional<State> only) {
    if (only.equals(Optional.of(State.ERROR))) {
      return Optional.of(ERRORS);
    }
    return switch (measure) {
      case COST -> Optional.of("requests without a price are not in the cost");
      case LATENCY ->
          Optional.of(
              "latency is the %s time to the last byte, in milliseconds".formatted(how.title()));
      case FIRST_BYTE -> Optional.of("requests without an answer have no first byte");
      case INPUT_TOKENS -> Optional.of("input tokens are those at the plain rate, without cached");
      case TOKENS -> Optional.of("tokens are input, cached and output together");
      default -> Optional.empty();
    };
  }
}
