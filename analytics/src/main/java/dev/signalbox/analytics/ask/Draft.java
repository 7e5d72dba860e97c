package dev.signalbox.analytics.ask;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** What is known of a question while it is read piece by piece. */
final class Draft {
  final List<Metric> metrics = new ArrayList<>();
  final Set<Dimension> groups = new LinkedHashSet<>();
  final List<Filter> filters = new ArrayList<>();
  final List<TimeRange> ranges = new ArrayList<>();
  final List<OpenBound> bounds = new ArrayList<>();
  final Set<Piece.Role> roles = new LinkedHashSet<>();
  final List<String> notes = new ArrayList<>();
  final List<String> problems = new ArrayList<>();
  Optional<Aggregate> aggregate = Optional.empty();
  Optional<Dimension> within = Optional.empty();
  Optional<Boolean> descending = Optional.empty();
  Optional<Metric> orderMetric = Optional.empty();

  /** Whether the best or the worst of a figure that is not named yet come first. */
  Optional<Boolean> orderBest = Optional.empty();

  Optional<Integer> count = Optional.empty();
  Optional<Integer> window = Optional.empty();
  Optional<Dimension> mean = Optional.empty();
  Optional<Dimension> firstEach = Optional.empty();
  boolean orderOpen;
  boolean superlative;
  boolean oneRequest;
  boolean requestsNamed;
  boolean requestsCounted;
  boolean singular;
  boolean entity;

  /** A bound of which it is not yet known what it is for. */
  static final class OpenBound {
    final String operator;
    final boolean row;
    Optional<Measure> measure;
    Optional<Metric> metric = Optional.empty();
    Optional<BigDecimal> number = Optional.empty();

    OpenBound(String operator, Optional<Measure> measure, boolean row) {
      this.operator = operator;
      this.measure = measure;
      this.row = row;
    }
  }

  boolean has(Piece.Role role) {
    return roles.contains(role);
  }

  /** The bound that still waits for what it is for. */
  Optional<OpenBound> open() {
    return bounds.isEmpty()
        ? Optional.empty()
        : Optional.of(bounds.getLast())
            .filter(bound -> bound.measure.isEmpty() && bound.metric.isEmpty());
  }

  Optional<Aggregate> takeAggregate() {
    Optional<Aggregate> taken = aggregate;
    aggregate = Optional.empty();
    return taken;
  }
}
