package dev.signalbox.analytics.ask;

import dev.signalbox.analytics.ask.Piece.Role;
import java.time.Duration;
import java.time.ZonedDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Makes of what was read in a question what is to be looked up, or says what is unclear. */
final class Planner {
  private static final int FIRST_ONES = 10;
  private static final int LISTED = 100;
  private static final int MOVING_DAYS = 7;

  /** Shorter spans are shown by the hour where nothing else is said. */
  private static final Duration BY_THE_HOUR = Duration.ofDays(3);

  private final Draft draft;
  private final ZonedDateTime now;

  /** What became of a question. */
  sealed interface Plan {
    /** It was understood. */
    record Clear(Intent intent) implements Plan {}

    /** It was not, because of these. */
    record Unclear(List<String> problems) implements Plan {}
  }

  private Planner(Draft draft, ZonedDateTime now) {
    this.draft = draft;
    this.now = now;
  }

  static Plan plan(Draft draft, ZonedDateTime now) {
    Planner planner = new Planner(draft, now);
    if (draft.problems.isEmpty()) {
      Intent intent = planner.intent();
      if (draft.problems.isEmpty()) {
        return new Plan.Clear(intent);
      }
    }
    return new Plan.Unclear(List.copyOf(draft.problems));
  }

  private Intent intent() {
    moments();
    List<Intent.Having> havings = Bounds.read(draft);
    if (draft.has(Role.DAILY_CHANGE)) {
      draft.roles.add(Role.CHANGE);
      if (draft.groups.stream().noneMatch(Dimension::isTimeline)) {
        draft.groups.add(Dimension.DAY);
      }
    }
    if (draft.has(Role.OVER_TIME) && draft.groups.stream().noneMatch(Dimension::isTime)) {
      draft.groups.add(timeline());
    }
    Intent.Shape shape = shape();
    if (!(shape instanceof Intent.Shape.Rows)) {
      standardMetric();
      onlyBecomesFilter();
    }
    Endings.check(draft);
    Spans.Found spans = Spans.find(draft, now);
    Optional<Intent.Order> order = order(shape);
    Optional<Integer> limit = limit(shape, order);
    checkMetrics(shape);
    if (shape instanceof Intent.Shape.MeanOf(Dimension bucket, _)) {
      draft.groups.remove(bucket);
    }
    return new Intent(
        shape,
        shape instanceof Intent.Shape.Rows ? List.of() : draft.metrics,
        List.copyOf(draft.groups),
        draft.within,
        draft.filters,
        havings,
        spans.range(),
        spans.compared(),
        order,
        limit,
        false,
        draft.notes);
  }

  private Dimension timeline() {
    boolean brief =
        !draft.ranges.isEmpty()
            && draft.ranges.getFirst().from().isPresent()
            && Duration.between(
                        draft.ranges.getFirst().from().get(),
                        draft.ranges.getFirst().until().orElse(now.toInstant()))
                    .compareTo(BY_THE_HOUR)
                < 0;
    return brief ? Dimension.HOUR : Dimension.DAY;
  }

  /** "when was the last failure". */
  private void moments() {
    if (!draft.has(Role.WHEN)) {
      return;
    }
    draft.requestsNamed = false;
    List<Metric> counted = List.copyOf(draft.metrics);
    draft.metrics.clear();
    draft.metrics.add(new Metric.Moment(!draft.has(Role.EARLIEST)));
    for (Metric metric : counted) {
      if (metric instanceof Metric.Of(_, _, var only) && only.isPresent()) {
        draft.filters.add(new Filter.Named(only.get()));
      } else if (!metric.equals(Metric.Of.usual(Measure.REQUESTS))) {
        draft.problems.add("it is unclear of what the time is wanted");
      }
    }
    draft.roles.remove(Role.LATEST);
    draft.roles.remove(Role.EARLIEST);
  }

  private Intent.Shape shape() {
    Optional<String> listed = listed();
    if (listed.isPresent()) {
      return new Intent.Shape.Rows(listed.get());
    }
    shares();
    if (draft.mean.isPresent()) {
      return mean(draft.mean.get());
    }
    if (draft.has(Role.RUNNING) || draft.has(Role.MOVING)) {
      if (draft.groups.stream().noneMatch(Dimension::isTimeline)) {
        draft.groups.add(Dimension.DAY);
      }
      return draft.has(Role.RUNNING)
          ? new Intent.Shape.Running()
          : new Intent.Shape.Moving(draft.window.orElse(MOVING_DAYS));
    }
    if (draft.has(Role.CHANGE) && !draft.has(Role.COMPARED)) {
      boolean dayByDay = draft.groups.stream().anyMatch(Dimension::isTimeline);
      if (dayByDay) {
        return new Intent.Shape.Changes();
      }
      draft.roles.add(Role.BEFORE);
    }
    return draft.has(Role.SHARE) && draft.metrics.stream().noneMatch(m -> m instanceof Metric.Share)
        ? new Intent.Shape.Shares()
        : new Intent.Shape.Figures();
  }

  /** The view of which rows are wanted, if they are. */
  private Optional<String> listed() {
    boolean first = draft.superlative && draft.requestsNamed && !draft.requestsCounted;
    boolean asked =
        draft.has(Role.LIST) || draft.has(Role.LATEST) || draft.has(Role.EARLIEST) || first;
    boolean which = draft.has(Role.WHICH) && draft.requestsNamed;
    if (!draft.groups.isEmpty()
        || (!asked && !which)
        || draft.requestsCounted
        || draft.mean.isPresent()) {
      return Optional.empty();
    }
    if (draft.has(Role.HOW_MUCH) || draft.has(Role.HOW_MANY) || draft.has(Role.SHARE)) {
      return Optional.empty();
    }
    List<Metric> others = new ArrayList<>(draft.metrics);
    draft.orderMetric.ifPresent(others::remove);
    if (draft.requestsNamed && others.isEmpty()) {
      return Optional.of("requests");
    }
    if (others.size() == 1
        && others.getFirst() instanceof Metric.Of(Measure measure, Aggregate how, var only)
        && how == Aggregate.TOTAL
        && measure.kind() == Measure.Unit.COUNT) {
      only.ifPresent(state -> draft.filters.add(new Filter.Named(state)));
      return Optional.of(measure.views().getFirst());
    }
    return Optional.empty();
  }

  private Intent.Shape mean(Dimension bucket) {
    Aggregate how = draft.takeAggregate().orElse(Aggregate.AVERAGE);
    if (draft.metrics.isEmpty() && draft.requestsNamed) {
      draft.metrics.add(Metric.Of.usual(Measure.REQUESTS));
    }
    if (draft.metrics.size() == 1
        && draft.metrics.getFirst()
            instanceof Metric.Of(Measure measure, Aggregate found, var only)) {
      how = found == Aggregate.TOTAL ? how : found;
      draft.metrics.set(0, new Metric.Of(measure, Metric.Of.usual(measure).aggregate(), only));
    } else {
      draft.problems.add("it is unclear what the " + how.title() + " is of");
    }
    draft.notes.add("%ss in which nothing happened are not counted".formatted(bucket.title()));
    return new Intent.Shape.MeanOf(bucket, how);
  }

  /** "share of requests that failed" is a rate, "share of cost by project" a part of the whole. */
  private void shares() {
    if (!draft.has(Role.SHARE)) {
      return;
    }
    List<State> states =
        draft.filters.stream()
            .filter(filter -> filter instanceof Filter.Named)
            .map(filter -> ((Filter.Named) filter).state())
            .filter(state -> state.view().equals("requests") || state == State.FAULTY)
            .toList();
    boolean counted =
        draft.metrics.isEmpty() || draft.metrics.equals(List.of(Metric.Of.usual(Measure.REQUESTS)));
    boolean tried = draft.metrics.equals(List.of(Metric.Of.usual(Measure.ATTEMPTS)));
    if (states.size() == 1 && (states.contains(State.FAULTY) ? tried : counted)) {
      draft.filters.remove(new Filter.Named(states.getFirst()));
      rate(states.getFirst());
    } else if (draft.metrics.size() == 1
        && draft.metrics.getFirst() instanceof Metric.Of(Measure measure, _, var only)
        && measure == Measure.REQUESTS
        && only.isPresent()) {
      rate(only.get());
    } else if (draft.groups.isEmpty()) {
      draft.problems.add("it is unclear what the share is of: say by what, such as `by project`");
    }
  }

  private void rate(State state) {
    draft.metrics.clear();
    draft.metrics.add(new Metric.Share(state));
    if (!draft.groups.isEmpty()) {
      draft.notes.add("the share is of the requests of each group");
    }
  }

  private void standardMetric() {
    if (draft.metrics.isEmpty() && draft.orderMetric.isPresent()) {
      draft.metrics.add(draft.orderMetric.get());
    }
    if (!draft.metrics.isEmpty()) {
      return;
    }
    Optional<Measure> other = draft.requestsNamed ? Optional.empty() : Columns.countedIn(draft);
    if (other.isPresent()) {
      draft.metrics.add(Metric.Of.usual(other.get()));
      return;
    }
    boolean only = draft.has(Role.WHICH) && draft.groups.isEmpty();
    boolean something =
        draft.requestsNamed || !draft.groups.isEmpty() || (!draft.filters.isEmpty() && !only);
    boolean much = draft.has(Role.HOW_MUCH);
    if (!something || draft.aggregate.isPresent() || (much && !draft.requestsNamed)) {
      draft.problems.add("it is unclear which figure is wanted, such as `cost` or `requests`");
      return;
    }
    if (!draft.requestsNamed) {
      draft.notes.add("requests are counted, as no other figure was named");
    }
    draft.metrics.add(Metric.Of.usual(Measure.REQUESTS));
  }

  /** With one figure, groups where there is none of it are left out. */
  private void onlyBecomesFilter() {
    if (draft.metrics.size() == 1
        && draft.metrics.getFirst() instanceof Metric.Of(Measure measure, Aggregate how, var only)
        && only.isPresent()
        && draft.bounds.isEmpty()) {
      Metric plain = new Metric.Of(measure, how, Optional.empty());
      Metric before = draft.metrics.getFirst();
      draft.orderMetric = draft.orderMetric.map(order -> order.equals(before) ? plain : order);
      draft.metrics.set(0, plain);
      draft.filters.add(new Filter.Named(only.get()));
    }
  }

  private Optional<Intent.Order> order(Intent.Shape shape) {
    if (shape instanceof Intent.Shape.Rows) {
      boolean latest = draft.has(Role.LATEST) || draft.descending.isEmpty();
      if (latest && draft.descending.isEmpty()) {
        return Optional.of(new Intent.Order(Optional.empty(), !draft.has(Role.EARLIEST)));
      }
      if (draft.orderMetric.isEmpty()) {
        draft.problems.add("it is unclear by what the first ones are found");
      }
      return Optional.of(new Intent.Order(draft.orderMetric, draft.descending.orElse(true)));
    }
    if (draft.descending.isEmpty()) {
      return Optional.empty();
    }
    if (draft.groups.isEmpty()) {
      extreme(draft.descending.get());
      return Optional.empty();
    }
    Metric first =
        draft.orderMetric.orElse(
            draft.metrics.isEmpty() ? Metric.Of.usual(Measure.REQUESTS) : draft.metrics.getFirst());
    if (!draft.metrics.contains(first)) {
      draft.metrics.add(first);
    }
    return Optional.of(new Intent.Order(Optional.of(first), draft.descending.get()));
  }

  /** "highest latency today" is that of one request. */
  private void extreme(boolean descending) {
    if (draft.metrics.size() == 1
        && draft.metrics.getFirst() instanceof Metric.Of(Measure measure, _, var only)
        && measure.kind() != Measure.Unit.COUNT
        && measure.kind() != Measure.Unit.RATIO) {
      Aggregate how = descending ? Aggregate.LARGEST : Aggregate.SMALLEST;
      draft.metrics.set(0, new Metric.Of(measure, how, only));
      draft.notes.add("the " + how.title() + " " + measure.title() + " is that of one request");
    } else {
      draft.problems.add("it is unclear of what the first ones are wanted");
    }
  }

  private Optional<Integer> limit(Intent.Shape shape, Optional<Intent.Order> order) {
    if (shape instanceof Intent.Shape.Rows) {
      boolean one =
          draft.oneRequest
              && (draft.has(Role.LATEST) || draft.superlative || draft.has(Role.EARLIEST));
      int standard = one ? 1 : draft.superlative ? FIRST_ONES : LISTED;
      return Optional.of(draft.count.orElse(standard));
    }
    if (order.isEmpty() || !draft.superlative) {
      if (draft.count.isPresent()) {
        draft.problems.add("it is unclear what the number " + draft.count.get() + " is for");
      }
      return Optional.empty();
    }
    if (draft.count.isPresent()) {
      return draft.count;
    }
    if (draft.within.isPresent() || (draft.entity && draft.singular)) {
      return Optional.of(1);
    }
    return draft.entity ? Optional.of(FIRST_ONES) : Optional.empty();
  }

  private void checkMetrics(Intent.Shape shape) {
    if (draft.aggregate.isPresent() && draft.aggregate.get() != Aggregate.TOTAL) {
      draft.problems.add("it is unclear what the " + draft.aggregate.get().title() + " is of");
    }
    if (shape instanceof Intent.Shape.Rows) {
      return;
    }
    for (Metric metric : draft.metrics) {
      if (metric instanceof Metric.Of(Measure measure, Aggregate how, _)
          && how != Aggregate.TOTAL
          && (measure.kind() == Measure.Unit.RATIO
              || (measure.kind() == Measure.Unit.COUNT && !measure.views().contains("requests"))
              || measure == Measure.REQUESTS)) {
        draft.problems.add("there is no %s of %s".formatted(how.title(), measure.title()));
      }
    }
  }
}
