package dev.signalbox.analytics.ask;

import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * A question that was understood.
 *
 * @param shape what kind of table answers it
 * @param metrics the figures, in the order of the columns; none for a list of requests
 * @param groups what they are told apart by
 * @param within the group of {@code groups} in each of which the first ones are wanted
 * @param bounds which groups are wanted
 * @param range when
 * @param compared another span to set beside it
 * @param order what comes first; absent where the groups themselves give the order
 * @param limit how many; absent for all
 * @param daily whether {@link DailySums} answer rather than the requests themselves
 * @param notes what was assumed, a sentence each
 */
record Intent(
    Shape shape,
    List<Metric> metrics,
    List<Dimension> groups,
    Optional<Dimension> within,
    List<Filter> filters,
    List<Having> bounds,
    TimeRange range,
    Optional<TimeRange> compared,
    Optional<Order> order,
    Optional<Integer> limit,
    boolean daily,
    List<String> notes) {
  Intent {
    metrics = List.copyOf(metrics);
    groups = List.copyOf(groups);
    filters = List.copyOf(filters);
    bounds = List.copyOf(bounds);
    notes = List.copyOf(notes);
  }

  /** The same for the sums by day, which {@code note} says. */
  Intent overDays(String note) {
    return new Intent(
        shape,
        metrics,
        groups,
        within,
        filters,
        bounds,
        range.inDays(),
        compared.map(TimeRange::inDays),
        order,
        limit,
        true,
        with(note));
  }

  /** The same with another note. */
  Intent noting(String note) {
    return new Intent(
        shape,
        metrics,
        groups,
        within,
        filters,
        bounds,
        range,
        compared,
        order,
        limit,
        daily,
        with(note));
  }

  private List<String> with(String note) {
    return Stream.concat(notes.stream(), Stream.of(note)).toList();
  }

  /** What kind of table answers a question. */
  sealed interface Shape {
    /** Figures, for each group. */
    record Figures() implements Shape {}

    /** The rows of {@code view} themselves. */
    record Rows(String view) implements Shape {}

    /** Figures, and their share of the whole. */
    record Shares() implements Shape {}

    /** Figures, and their sum so far. */
    record Running() implements Shape {}

    /** Figures, and the average of the last {@code days} of them. */
    record Moving(int days) implements Shape {}

    /** Figures, and how they differ from the row before. */
    record Changes() implements Shape {}

    /** The average of the figures of the groups of {@code bucket}. */
    record MeanOf(Dimension bucket, Aggregate aggregate) implements Shape {}
  }

  /** A bound for a figure of a group. */
  record Having(Metric metric, Filter.Bound bound) {}

  /**
   * What comes first.
   *
   * @param metric by which figure; for a list of requests, by which measure; absent for time
   */
  record Order(Optional<Metric> metric, boolean descending) {}
}
