package dev.signalbox.analytics.ask;

import java.time.Duration;
import java.time.Instant;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/**
 * The sums by day, which are kept when the requests they are of are gone: which questions they
 * answer, and what the figures are called there.
 */
final class DailySums {
  /** The view of them. */
  static final String VIEW = "daily_costs";

  private static final Set<Dimension> DIMENSIONS =
      EnumSet.of(
          Dimension.PROJECT,
          Dimension.SOURCE,
          Dimension.KEY,
          Dimension.PROVIDER,
          Dimension.MODEL,
          Dimension.PROFILE,
          Dimension.RESULT,
          Dimension.DAY,
          Dimension.WEEK,
          Dimension.MONTH,
          Dimension.WEEKDAY);

  /** Conditions on how a request ended. */
  private static final Set<State> STATES =
      EnumSet.of(
          State.FAILED,
          State.MITIGATED,
          State.SUCCESSFUL,
          State.FIRST_TRY,
          State.CLIENT_ERROR,
          State.CLIENT_CLOSED,
          State.ERROR);

  private DailySums() {}

  /**
   * {@code intent} as it is best answered when requests are kept for {@code kept}, which may be
   * zero for ever.
   */
  static Intent fitted(Intent intent, Instant now, Duration kept) {
    boolean reaches =
        !kept.isZero()
            && Stream.concat(Stream.of(intent.range()), intent.compared().stream())
                .anyMatch(range -> range.beginsBefore(now.minus(kept)));
    if (!reaches) {
      return intent;
    }
    String length = "requests are kept for %d days".formatted(kept.toDays());
    return answers(intent)
        ? intent.overDays(length + ": daily sums answer for longer, in whole days of UTC")
        : intent.noting(length + ", and this can be told only of what is kept");
  }

  private static boolean answers(Intent intent) {
    boolean shaped =
        switch (intent.shape()) {
          case Intent.Shape.Rows _ -> false;
          case Intent.Shape.MeanOf(Dimension bucket, _) -> DIMENSIONS.contains(bucket);
          case Intent.Shape.Figures _,
              Intent.Shape.Shares _,
              Intent.Shape.Running _,
              Intent.Shape.Moving _,
              Intent.Shape.Changes _ ->
              true;
        };
    List<Metric> metrics =
        Stream.concat(
                intent.metrics().stream(), intent.bounds().stream().map(Intent.Having::metric))
            .toList();
    return shaped
        && metrics.stream().allMatch(DailySums::has)
        && DIMENSIONS.containsAll(intent.groups())
        && intent.filters().stream().allMatch(DailySums::has);
  }

  private static boolean has(Metric metric) {
    return switch (metric) {
      case Metric.Of(Measure measure, Aggregate how, var only) ->
          how == Aggregate.TOTAL
              && find(measure).isPresent()
              && only.map(STATES::contains).orElse(true);
      case Metric.Share _, Metric.Distinct _, Metric.Moment _ -> false;
    };
  }

  private static boolean has(Filter filter) {
    return switch (filter) {
      case Filter.Named(State state) -> STATES.contains(state);
      case Filter.Either(var states) -> STATES.containsAll(states);
      case Filter.Not(State state) -> STATES.contains(state);
      case Filter.Value(Dimension dimension, _, _) -> DIMENSIONS.contains(dimension);
      case Filter.Threshold _, Filter.Status _ -> false;
    };
  }

  /** What {@code measure} is there. */
  static String column(Measure measure) {
    return find(measure)
        .orElseThrow(() -> new IllegalArgumentException("no daily " + measure.title()));
  }

  private static Optional<String> find(Measure measure) {
    return switch (measure) {
      case REQUESTS -> Optional.of("requests");
      case TOKENS ->
          Optional.of("input_tokens + cache_read_tokens + cache_write_tokens + output_tokens");
      case COST_PER_MILLION ->
          Optional.of(
              "cost_usd * 1000000 / input_tokens + cache_read_tokens + cache_write_tokens"
                  + " + output_tokens");
      case ATTEMPTS,
          COST,
          WASTED,
          INPUT_TOKENS,
          OUTPUT_TOKENS,
          CACHE_READ,
          CACHE_WRITE,
          REASONING,
          CACHE_SHARE ->
          Optional.of(measure.column("requests"));
      case LOSSES,
          FINDINGS,
          SIGNALS,
          DECISIONS,
          SIGNAL_VALUE,
          DECISION_TIME,
          CANDIDATES,
          ESTIMATED,
          LATENCY,
          FIRST_BYTE,
          CONNECT,
          OVERHEAD,
          SPEED ->
          Optional.empty();
    };
  }
}
