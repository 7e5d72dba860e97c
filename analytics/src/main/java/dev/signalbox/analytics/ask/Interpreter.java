package dev.signalbox.analytics.ask;

import dev.signalbox.analytics.ask.Piece.Role;
import java.util.List;
import java.util.Optional;

/** Puts the pieces of a question together. */
final class Interpreter {
  private final Pieces pieces;
  private final Draft draft = new Draft();
  private final Conditions conditions;

  private Interpreter(List<Piece> pieces) {
    this.pieces = new Pieces(pieces);
    this.conditions = new Conditions(this.pieces, draft);
  }

  /** What {@code pieces} ask for, as far as they can be put together. */
  static Draft read(List<Piece> pieces) {
    Interpreter interpreter = new Interpreter(pieces);
    for (int i = 0; i < pieces.size(); i++) {
      interpreter.piece(i);
    }
    return interpreter.draft;
  }

  private void piece(int i) {
    switch (pieces.all().get(i)) {
      case Piece.Measured measured -> measured(i, measured);
      case Piece.Aggregated(Aggregate aggregate) -> aggregate(i, aggregate);
      case Piece.Rate(State state) -> metric(i, new Metric.Share(state));
      case Piece.Grouped grouped -> grouped(i, grouped);
      case Piece.Stated(State state) -> conditions.stated(i, state);
      case Piece.Filtered(Filter filter) -> draft.filters.add(filter);
      case Piece.Named named -> conditions.named(i, named);
      case Piece.Timed(TimeRange range) -> timed(i, range);
      case Piece.Amount(Numbers.Written number) -> Amounts.read(draft, number);
      case Piece.Ordered ordered -> ordered(ordered);
      case Piece.Valued(boolean best) -> valued(best);
      case Piece.Bounded(String operator, var measure) ->
          draft.bounds.add(new Draft.OpenBound(operator, measure, pieces.afterRequests(i)));
      case Piece.Joint(Role role) -> joint(i, role);
      case Piece.Unknown(String word) -> draft.problems.add("the word `" + word + "` is unknown");
    }
  }

  private void timed(int i, TimeRange range) {
    if (draft.ranges.isEmpty() && pieces.isRole(i - 1, Role.COMPARED)) {
      draft.problems.add(
          "say what is compared with `%s`, such as `this week vs last week`"
              .formatted(range.title()));
    }
    draft.ranges.add(range);
  }

  private void measured(int i, Piece.Measured measured) {
    Measure measure = measured.measure();
    if (pieces.isRole(i - 1, Role.WITHOUT)) {
      conditions.withoutAny(measured);
      return;
    }
    Optional<Draft.OpenBound> open = draft.open();
    if (open.isPresent() && pieces.isAmount(i - 1)) {
      open.get().metric = Optional.of(new Metric.Of(measure, Aggregate.TOTAL, measured.only()));
      return;
    }
    if (pieces.isRole(i - 1, Role.ENDING) && measured.only().isPresent()) {
      conditions.stated(i, measured.only().get());
      return;
    }
    if (measured.isRequests() && pieces.isOneOf(i)) {
      return;
    }
    if (measured.isRequests()) {
      draft.requestsNamed = true;
      draft.oneRequest = measured.one();
      if (pieces.isRole(i - 1, Role.EACH)) {
        perRequest(i);
        return;
      }
      boolean about = !draft.metrics.isEmpty() && !pieces.joined(i) && !draft.orderOpen;
      if (about || !counts(i)) {
        return;
      }
      draft.requestsCounted = true;
    } else if (measured.only().isPresent()) {
      draft.oneRequest = measured.one();
    }
    Aggregate usual = Metric.Of.usual(measure).aggregate();
    Aggregate wanted = draft.takeAggregate().orElse(usual);
    metric(i, new Metric.Of(measure, wanted, measured.only()));
  }

  /** "cost per request" is an average. */
  private void perRequest(int i) {
    draft.takeAggregate();
    if (draft.metrics.isEmpty()) {
      draft.problems.add("`per request` follows nothing that can be averaged");
      return;
    }
    Metric last = draft.metrics.removeLast();
    if (last instanceof Metric.Of(Measure measure, Aggregate aggregate, var only)) {
      boolean total = aggregate == Aggregate.TOTAL;
      metric(i, new Metric.Of(measure, total ? Aggregate.AVERAGE : aggregate, only));
    } else {
      draft.metrics.add(last);
      draft.problems.add("`per request` follows nothing that can be averaged");
    }
  }

  /** Whether the word for requests means their number, and not what something else is about. */
  private boolean counts(int i) {
    boolean joined =
        pieces.isRole(i - 1, Role.HOW_MANY)
            || (draft.orderOpen && !draft.groups.isEmpty())
            || pieces.isAnd(i - 1)
            || (pieces.isAnd(i + 1) && pieces.at(i + 2).filter(Pieces::isFigure).isPresent())
            || pieces.isRole(i + 1, Role.EACH)
            || pieces.isRole(i + 1, Role.BY)
            || pieces.at(i - 1).filter(Pieces::isTotal).isPresent()
            || pieces.at(i + 1).filter(Pieces::isOverTime).isPresent();
    return joined && !draft.has(Role.LATEST);
  }

  private void metric(int i, Metric metric) {
    boolean replaced = draft.metrics.isEmpty() || draft.metrics.contains(metric);
    if (!replaced && !draft.orderOpen && !pieces.joined(i)) {
      draft.problems.add(
          "it is unclear how `%s` goes with `%s`: join figures with `and`"
              .formatted(metric.title(), draft.metrics.getLast().title()));
    }
    if (!draft.metrics.contains(metric)) {
      draft.metrics.add(metric);
    }
    draft.orderBest.ifPresent(
        best -> draft.descending = Optional.of(best == metric.isMoreBetter()));
    if (draft.orderOpen || draft.orderBest.isPresent() || isOrderInDetail(metric)) {
      draft.orderMetric = Optional.of(metric);
      draft.orderOpen = false;
      draft.orderBest = Optional.empty();
    }
  }

  /** "slowest models by p95 latency": the same measure as that of the order, but said closer. */
  private boolean isOrderInDetail(Metric metric) {
    return metric instanceof Metric.Of(Measure measure, _, _)
        && draft
            .orderMetric
            .filter(order -> order instanceof Metric.Of(Measure other, _, _) && other == measure)
            .isPresent();
  }

  private void aggregate(int i, Aggregate aggregate) {
    boolean follows =
        pieces.at(i + 1).filter(Pieces::isFigure).isEmpty()
            && pieces.at(i + 1).filter(piece -> piece instanceof Piece.Grouped).isEmpty()
            && pieces.at(i + 1).filter(piece -> piece instanceof Piece.Stated).isEmpty();
    if (!draft.metrics.isEmpty()
        && follows
        && draft.metrics.getLast() instanceof Metric.Of(Measure measure, _, var only)
        && measure.kind() == Measure.Unit.LEVEL) {
      boolean another = pieces.isAnd(i - 1);
      Metric.Of metric = new Metric.Of(measure, aggregate, only);
      if (!another
          && pieces.at(i - 1).filter(piece -> piece instanceof Piece.Aggregated).isEmpty()) {
        Metric replaced = draft.metrics.removeLast();
        draft.orderMetric = draft.orderMetric.map(order -> order.equals(replaced) ? metric : order);
      }
      draft.metrics.add(metric);
      return;
    }
    if (follows && draft.metrics.isEmpty() && draft.orderMetric.isPresent()) {
      draft.orderMetric = draft.orderMetric.map(order -> with(order, aggregate));
      return;
    }
    if (follows && isGroupedByTimeOnly()) {
      draft.mean = draft.groups.stream().findFirst();
      draft.groups.clear();
    }
    if (draft.aggregate.isPresent() && aggregate != Aggregate.TOTAL) {
      manyAggregates(draft.aggregate.get(), i);
    }
    draft.aggregate = Optional.of(aggregate);
  }

  private static Metric with(Metric metric, Aggregate aggregate) {
    return metric instanceof Metric.Of(Measure measure, _, var only)
        ? new Metric.Of(measure, aggregate, only)
        : metric;
  }

  /** "requests per day on average". */
  private boolean isGroupedByTimeOnly() {
    return draft.groups.size() == 1
        && draft.groups.iterator().next().isTimeline()
        && draft.metrics.size() == 1
        && draft.metrics.getFirst() instanceof Metric.Of(Measure measure, _, _)
        && measure.kind() == Measure.Unit.COUNT;
  }

  /** "p50 and p95 latency": the first one is of the same measure as the second. */
  private void manyAggregates(Aggregate first, int i) {
    for (int j = i + 1; j < pieces.all().size(); j++) {
      if (pieces.all().get(j) instanceof Piece.Measured(Measure measure, var only, _)) {
        draft.metrics.add(new Metric.Of(measure, first, only));
        return;
      }
    }
    draft.problems.add("it is unclear what the " + first.title() + " is of");
  }

  private void grouped(int i, Piece.Grouped grouped) {
    Dimension dimension = grouped.dimension();
    if (pieces.isRole(i - 1, Role.WITHOUT)) {
      draft.filters.add(new Filter.Value(dimension, List.of(dimension.none()), false));
    } else if (isContext(i, dimension)) {
      return;
    } else if (pieces.isRole(i - 1, Role.DISTINCT)
        || (pieces.isRole(i - 1, Role.HOW_MANY)
            && pieces.at(i + 1).filter(Pieces::isFigure).isEmpty())) {
      metric(i, new Metric.Distinct(dimension));
    } else {
      group(i, grouped);
    }
  }

  /** Whether it only says what the name beside it is the name of. */
  private boolean isContext(int i, Dimension dimension) {
    return pieces.at(i + 1).filter(piece -> isNameOf(piece, dimension)).isPresent()
        || (pieces.at(i - 1).filter(piece -> isNameOf(piece, dimension)).isPresent()
            && !pieces.isRole(i - 2, Role.EACH));
  }

  private static boolean isNameOf(Piece piece, Dimension dimension) {
    return piece instanceof Piece.Named(_, List<Piece.Value> values, _)
        && values.stream().anyMatch(value -> value.dimension() == dimension);
  }

  private void group(int i, Piece.Grouped grouped) {
    Dimension dimension = grouped.dimension();
    boolean each = pieces.isRole(i - 1, Role.EACH);
    if (isMean(dimension, each)) {
      draft.mean = Optional.of(dimension);
      return;
    }
    boolean superlative =
        pieces.at(i - 1).filter(piece -> piece instanceof Piece.Ordered).isPresent()
            || pieces.at(i - 1).filter(piece -> piece instanceof Piece.Amount).isPresent();
    boolean entity =
        superlative || (!each && !pieces.isRole(i - 1, Role.BY) && !pieces.isAnd(i - 1));
    if (each && draft.descending.isPresent() && draft.entity) {
      draft.within = Optional.of(dimension);
    } else if (superlative && draft.firstEach.isPresent()) {
      if (draft.metrics.isEmpty()) {
        draft.within = draft.firstEach;
      } else {
        draft.problems.add("it is unclear what the first ones are wanted of");
      }
    }
    if (each && draft.groups.isEmpty()) {
      draft.firstEach = Optional.of(dimension);
    }
    boolean said = superlative || pieces.isRole(i - 1, Role.WHICH) || grouped.plural();
    boolean named = pieces.at(i + 1).filter(piece -> piece instanceof Piece.Named).isPresent();
    if (entity && !said && !named && draft.has(Role.HOW_MANY)) {
      draft.problems.add(
          "it is unclear how `%1$s` is meant: say `by %1$s` for one row for each"
              .formatted(dimension.title()));
    }
    if (entity && !draft.entity) {
      draft.entity = true;
      draft.singular = !grouped.plural();
    }
    draft.groups.add(dimension);
  }

  private boolean isMean(Dimension dimension, boolean each) {
    if (draft.mean.isPresent()) {
      return false;
    }
    if (each && isPeak(dimension)) {
      draft.aggregate =
          Optional.of(draft.descending.orElse(true) ? Aggregate.LARGEST : Aggregate.SMALLEST);
      draft.descending = Optional.empty();
      draft.orderMetric = Optional.empty();
      draft.superlative = false;
      return true;
    }
    boolean adjective = draft.aggregate.isPresent() && dimension.isTime();
    return (adjective && draft.metrics.isEmpty()) || (each && averagesTotals(dimension));
  }

  /** "average cost per day": what is averaged are the sums of the days. */
  private boolean averagesTotals(Dimension dimension) {
    if (draft.metrics.size() != 1
        || !(draft.metrics.getFirst() instanceof Metric.Of(Measure measure, var how, _))) {
      return false;
    }
    boolean adds =
        measure.kind() == Measure.Unit.COUNT
            || (measure.kind() == Measure.Unit.AMOUNT && dimension.isTime());
    return adds && how != Aggregate.TOTAL;
  }

  /** "highest number of requests in an hour". */
  private boolean isPeak(Dimension dimension) {
    return dimension.isTimeline()
        && draft.superlative
        && draft.groups.isEmpty()
        && draft.metrics.size() == 1
        && draft.orderMetric.equals(Optional.of(draft.metrics.getFirst()));
  }

  /** "worst first" puts the lowest success rates first, but the highest costs. */
  private void valued(boolean best) {
    if (draft.metrics.isEmpty()) {
      draft.orderBest = Optional.of(best);
      draft.superlative = true;
    } else {
      Metric metric = draft.metrics.getLast();
      draft.orderMetric = Optional.of(metric);
      draft.descending = Optional.of(best == metric.isMoreBetter());
    }
  }

  private void ordered(Piece.Ordered ordered) {
    boolean same =
        ordered.measure().isEmpty() && draft.descending.equals(Optional.of(ordered.descending()));
    if (!same && draft.descending.isPresent() && draft.orderMetric.isPresent()) {
      draft.problems.add("it is unclear which of two orders counts");
    }
    draft.descending = Optional.of(ordered.descending());
    draft.superlative = true;
    if (ordered.measure().isPresent()) {
      Metric.Of usual = Metric.Of.usual(ordered.measure().get());
      draft.orderMetric =
          Optional.of(
              new Metric.Of(
                  usual.measure(), draft.takeAggregate().orElse(usual.aggregate()), usual.only()));
      draft.orderOpen = false;
    } else if (draft.orderMetric.isEmpty()) {
      draft.orderOpen = true;
    }
  }

  /** "fastest" says by which time only until another one is named. */
  private boolean ordersByTime() {
    return draft
        .orderMetric
        .filter(
            order ->
                order instanceof Metric.Of(Measure measure, _, _)
                    && measure.kind() == Measure.Unit.LEVEL)
        .isPresent();
  }

  private void joint(int i, Role role) {
    draft.roles.add(role);
    if (role == Role.EACH && pieces.isLast(i)) {
      conditions.eachOfThem();
    }
    boolean measureNext = pieces.at(i + 1).filter(Pieces::isFigure).isPresent();
    if (role == Role.BY && measureNext && !draft.groups.isEmpty() && draft.orderMetric.isEmpty()) {
      draft.orderOpen = true;
      draft.descending = draft.descending.or(() -> Optional.of(true));
    } else if (role == Role.BY && measureNext && ordersByTime() && draft.metrics.isEmpty()) {
      draft.orderOpen = true;
    }
  }
}
