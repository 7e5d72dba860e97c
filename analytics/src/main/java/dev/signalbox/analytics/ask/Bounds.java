package dev.signalbox.analytics.ask;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Finds out whether the bounds in a question are for single rows or for groups. */
final class Bounds {
  private final Draft draft;

  private Bounds(Draft draft) {
    this.draft = draft;
  }

  /** The bounds for groups; those for rows become conditions. */
  static List<Intent.Having> read(Draft draft) {
    return new Bounds(draft).all();
  }

  private List<Intent.Having> all() {
    List<Intent.Having> havings = new ArrayList<>();
    for (Draft.OpenBound bound : draft.bounds) {
      if (bound.number.isEmpty()) {
        draft.problems.add("a number is missing after `" + bound.operator + "`");
        continue;
      }
      Filter.Bound limit = new Filter.Bound(bound.operator, bound.number.get());
      Optional<Metric> metric =
          bound
              .metric
              .or(() -> bound.measure.map(Metric.Of::usual))
              .or(
                  () ->
                      draft.metrics.isEmpty()
                          ? Optional.empty()
                          : Optional.of(draft.metrics.getLast()));
      if (metric.isEmpty()) {
        draft.problems.add("it is unclear what must be " + bound.operator + " " + limit.number());
      } else if (ofRow(bound, metric.get())
          && metric.get() instanceof Metric.Of(var measure, _, _)) {
        draft.filters.add(new Filter.Threshold(measure, limit));
      } else {
        havings.add(new Intent.Having(shown(metric.get()), limit));
      }
    }
    return havings;
  }

  private boolean ofRow(Draft.OpenBound bound, Metric metric) {
    if (!(metric instanceof Metric.Of(Measure measure, _, var only))
        || only.isPresent()
        || measure == Measure.REQUESTS
        || measure.kind() == Measure.Unit.RATIO) {
      return false;
    }
    boolean slower = bound.measure.equals(Optional.of(Measure.LATENCY)) && draft.metrics.isEmpty();
    return bound.row
        || draft.groups.isEmpty()
        || (slower && bound.metric.isEmpty() && draft.requestsNamed);
  }

  /** The figure that is bounded is also shown, in the way that it was asked for. */
  private Metric shown(Metric metric) {
    if (draft.groups.isEmpty()) {
      draft.problems.add("it is unclear of what the " + metric.title() + " must be so");
    }
    if (metric instanceof Metric.Of(Measure measure, _, var only)) {
      for (Metric other : draft.metrics) {
        if (other instanceof Metric.Of(Measure same, _, var too)
            && same == measure
            && too.equals(only)) {
          return other;
        }
      }
    }
    if (!draft.metrics.contains(metric)) {
      draft.metrics.add(metric);
    }
    return metric;
  }
}
