package dev.signalbox.analytics.ask;

import dev.signalbox.analytics.ask.Piece.Role;
import java.util.List;
import java.util.Optional;

/** Puts the pieces of a question together. */
final class Interpreter {
  private final List<Piece> pieces;
  private final Draft draft = new Draft();

  private Interpreter(List<Piece> pieces) {
    this.pieces = pieces;
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
    switch (pieces.get(i)) {
      case Piece.Measured measured -> measured(i, measured);
      case Piece.Aggregated(Aggregate aggregate) -> aggregate(i, aggregate);
      case Piece.Rate(State state) -> metric(i, new Metric.Share(state));
      case Piece.Grouped grouped -> grouped(i, grouped);
      case Piece.Stated(State state) -> stated(i, state);
      case Piece.Filtered(Filter filter) -> draft.filters.add(filter);
      case Piece.Named named -> named(i, named);
      case Piece.Timed(TimeRange range) -> draft.ranges.add(range);
      case Piece.Amount(Numbers.Written number) -> Amounts.read(draft, number);
      case Piece.Ordered ordered -> ordered(ordered);
      case Piece.Bounded(String operator, var measure) ->
          draft.bounds.add(new Draft.OpenBound(operator, measure, afterRequests(i)));
      case Piece.Joint(Role role) -> joint(i, role);
      case Piece.Unknown(String word) -> draft.problems.add("the word `" + word + "` is unknown");
    }
  }

  private Optional<Piece> at(int i) {
    return i >= 0 && i < pieces.size() ? Optional.of(pieces.get(i)) : Optional.empty();
  }

  private boolean isRole(int i, Role role) {
    return at(i).filter(piece -> piece.equals(new Piece.Joint(role))).isPresent();
  }

  private void measured(int i, Piece.Measured measured) {
    Measure measure = measured.measure();
    Optional<Draft.OpenBound> open = draft.open();
    if (open.isPresent() && at(i - 1).filter(piece -> piece instanceof Piece.Amount).isPresent()) {
      open.get().metric = Optional.of(new Metric.Of(measure, Aggregate.TOTAL, measured.only()));
      return;
    }
    if (measured.isRequests()) {
      draft.requestsNamed = true;
      draft.oneRequest = measured.one();
      if (isRole(i - 1, Role.EACH)) {
        perRequest(i);
        return;
      }
      boolean about = !draft.metrics.isEmpty() && !joined(i) && !draft.orderOpen;
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
        isRole(i - 1, Role.HOW_MANY)
            || (draft.orderOpen && !draft.groups.isEmpty())
            || isRole(i - 1, Role.AND)
            || (isRole(i + 1, Role.AND) && at(i + 2).filter(this::isFigure).isPresent())
            || isRole(i + 1, Role.EACH)
            || isRole(i + 1, Role.BY)
            || at(i - 1).filter(this::isTotal).isPresent()
            || at(i + 1).filter(this::isOverTime).isPresent();
    return joined && !draft.has(Role.LATEST);
  }

  /** Whether a figure is named beside the one before it, and not about it. */
  private boolean joined(int i) {
    int j = i - 1;
    while (at(j)
        .filter(piece -> piece instanceof Piece.Aggregated || piece instanceof Piece.Stated)
        .isPresent()) {
      j--;
    }
    return isRole(j, Role.AND) || (isRole(j, Role.HOW_MANY) && isRole(j - 1, Role.AND));
  }

  private boolean isFigure(Piece piece) {
    return piece instanceof Piece.Measured
        || piece instanceof Piece.Rate
        || piece instanceof Piece.Aggregated;
  }

  private boolean isTotal(Piece piece) {
    return piece.equals(new Piece.Aggregated(Aggregate.TOTAL));
  }

  private boolean isOverTime(Piece piece) {
    return piece.equals(new Piece.Joint(Role.OVER_TIME));
  }

  private void metric(int i, Metric metric) {
    boolean replaced = draft.metrics.isEmpty() || draft.metrics.contains(metric);
    if (!replaced && !draft.orderOpen && !joined(i)) {
      draft.problems.add(
          "it is unclear how `%s` goes with `%s`: join figures with `and`"
              .formatted(metric.title(), draft.metrics.getLast().title()));
    }
    if (!draft.metrics.contains(metric)) {
      draft.metrics.add(metric);
    }
    if (draft.orderOpen) {
      draft.orderMetric = Optional.of(metric);
      draft.orderOpen = false;
    }
  }

  private void aggregate(int i, Aggregate aggregate) {
    boolean follows =
        at(i + 1).filter(this::isFigure).isEmpty()
            && at(i + 1).filter(piece -> piece instanceof Piece.Grouped).isEmpty()
            && at(i + 1).filter(piece -> piece instanceof Piece.Stated).isEmpty();
    if (!draft.metrics.isEmpty()
        && follows
        && draft.metrics.getLast() instanceof Metric.Of(Measure measure, _, var only)
        && measure.kind() == Measure.Unit.LEVEL) {
      boolean another = isRole(i - 1, Role.AND);
      Metric.Of metric = new Metric.Of(measure, aggregate, only);
      if (!another && at(i - 1).filter(piece -> piece instanceof Piece.Aggregated).isEmpty()) {
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
    for (int j = i + 1; j < pieces.size(); j++) {
      if (pieces.get(j) instanceof Piece.Measured(Measure measure, var only, _)) {
        draft.metrics.add(new Metric.Of(measure, first, only));
        return;
      }
    }
    draft.problems.add("it is unclear what the " + first.title() + " is of");
  }

  private void stated(int i, State state) {
    boolean negative = isRole(i - 1, Role.WITHOUT);
    if (negative) {
      draft.filters.add(new Filter.Not(state));
    } else {
      draft.filters.add(new Filter.Named(state));
    }
  }

  private void grouped(int i, Piece.Grouped grouped) {
    Dimension dimension = grouped.dimension();
    if (isRole(i - 1, Role.WITHOUT)) {
      draft.filters.add(new Filter.Value(dimension, List.of(dimension.none()), false));
    } else if (isContext(i, dimension)) {
      return;
    } else if (isRole(i - 1, Role.DISTINCT)
        || (isRole(i - 1, Role.HOW_MANY) && at(i + 1).filter(this::isFigure).isEmpty())) {
      metric(i, new Metric.Distinct(dimension));
    } else {
      group(i, grouped);
    }
  }

  /** Whether it only says what the name beside it is the name of. */
  private boolean isContext(int i, Dimension dimension) {
    return at(i + 1).filter(piece -> isNameOf(piece, dimension)).isPresent()
        || (at(i - 1).filter(piece -> isNameOf(piece, dimension)).isPresent()
            && !isRole(i - 2, Role.EACH));
  }

  private static boolean isNameOf(Piece piece, Dimension dimension) {
    return piece instanceof Piece.Named(_, List<Piece.Value> values, _)
        && values.stream().anyMatch(value -> value.dimension() == dimension);
  }

  private void group(int i, Piece.Grouped grouped) {
    Dimension dimension = grouped.dimension();
    boolean each = isRole(i - 1, Role.EACH);
    if (isMean(dimension, each)) {
      draft.mean = Optional.of(dimension);
      return;
    }
    boolean superlative =
        at(i - 1).filter(piece -> piece instanceof Piece.Ordered).isPresent()
            || at(i - 1).filter(piece -> piece instanceof Piece.Amount).isPresent();
    boolean entity = superlative || (!each && !isRole(i - 1, Role.BY) && !isRole(i - 1, Role.AND));
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

  private void named(int i, Piece.Named named) {
    Optional<Dimension> said =
        at(i - 1)
            .flatMap(NameReader::dimensionOf)
            .or(() -> at(i + 1).flatMap(NameReader::dimensionOf));
    boolean without = isRole(i - 1, Role.WITHOUT) || isRole(i - 2, Role.WITHOUT);
    NameReader.read(draft, named, new NameReader.Said(said, isKindOf(i - 1, named)), without);
  }

  /**
   * Whether the word there says what {@code named}, which follows it, is the name of, and is not
   * what figures are told apart by: `task "code"`, but not `by task openai`.
   */
  private boolean isKindOf(int i, Piece.Named named) {
    boolean kind =
        at(i)
            .filter(
                piece ->
                    piece instanceof Piece.Grouped(Dimension dimension, boolean plural)
                        && !plural
                        && Dimension.NAMED.contains(dimension))
            .isPresent();
    return kind && (named.quoted() || at(i - 1).filter(this::tellsApart).isEmpty());
  }

  private boolean tellsApart(Piece piece) {
    return piece instanceof Piece.Ordered
        || piece instanceof Piece.Amount
        || piece instanceof Piece.Aggregated
        || piece instanceof Piece.Joint;
  }

  private boolean afterRequests(int i) {
    int j = i - 1;
    while (at(j).filter(piece -> piece instanceof Piece.Stated).isPresent()) {
      j--;
    }
    return at(j)
        .filter(
            piece ->
                piece instanceof Piece.Measured measured
                    && (measured.isRequests() || measured.only().isPresent()))
        .isPresent();
  }

  private void ordered(Piece.Ordered ordered) {
    if (draft.descending.isPresent() && draft.orderMetric.isPresent()) {
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

  private void joint(int i, Role role) {
    draft.roles.add(role);
    boolean measureNext = at(i + 1).filter(this::isFigure).isPresent();
    if (role == Role.BY && measureNext && !draft.groups.isEmpty() && draft.orderMetric.isEmpty()) {
      draft.orderOpen = true;
      draft.descending = draft.descending.or(() -> Optional.of(true));
    }
  }
}
