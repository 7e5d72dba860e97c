package dev.signalbox.analytics.ask;

import java.util.List;
import java.util.Optional;

/** A figure that is asked for. */
sealed interface Metric {
  /**
   * A measure, brought down to one value.
   *
   * @param only the rows that count; absent for all
   */
  record Of(Measure measure, Aggregate aggregate, Optional<State> only) implements Metric {
    /** The measure as it usually is: a sum, or an average where a sum says nothing. */
    static Of usual(Measure measure) {
      boolean level = measure.kind() == Measure.Unit.LEVEL;
      return new Of(measure, level ? Aggregate.AVERAGE : Aggregate.TOTAL, Optional.empty());
    }
  }

  /** The share of requests that are so, from 0 to 1. */
  record Share(State state) implements Metric {}

  /** How many different values there are, without the one for none. */
  record Distinct(Dimension dimension) implements Metric {}

  /** When it was the last time, or the first. */
  record Moment(boolean last) implements Metric {}

  /** Views that have it, the best one first. */
  default List<String> views() {
    return switch (this) {
      case Of(Measure measure, Aggregate aggregate, var only) -> {
        List<String> views = aggregate == Aggregate.TOTAL ? measure.views() : measure.valued();
        yield only.filter(state -> measure.views().contains(state.view()))
            .map(state -> views.stream().filter(state.view()::equals).toList())
            .orElse(views);
      }
      case Share(State state) -> List.of(state.view());
      case Distinct _, Moment _ ->
          List.of("requests", "attempts", "usage_by_bucket", "losses", "findings", "signals");
    };
  }

  /** Whether one would rather have more of it. */
  default boolean isMoreBetter() {
    return switch (this) {
      case Of(Measure measure, _, var only) ->
          measure == Measure.CACHE_SHARE
              || measure == Measure.CACHE_READ
              || measure == Measure.SPEED
              || measure == Measure.SIGNAL_VALUE
              || only.filter(State.SUCCESSFUL::equals).isPresent();
      case Share(State state) -> state == State.SUCCESSFUL || state == State.FIRST_TRY;
      case Distinct _, Moment _ -> false;
    };
  }

  /** What it is called. */
  default String title() {
    return switch (this) {
      case Of(Measure measure, Aggregate aggregate, var only) -> title(measure, aggregate, only);
      case Share(State state) ->
          "share of %s %s"
              .formatted(state == State.FAULTY ? "attempts" : "requests", state.title());
      case Distinct(Dimension dimension) -> "different " + dimension.title() + "s";
      case Moment(boolean last) -> last ? "last time" : "first time";
    };
  }

  private static String title(Measure measure, Aggregate aggregate, Optional<State> only) {
    String plain = only.map(state -> state.title() + " ").orElse("") + measure.title();
    return aggregate == Aggregate.TOTAL ? plain : aggregate.title() + " " + plain;
  }

  /** What its column is called. */
  default String alias() {
    return switch (this) {
      case Of(Measure measure, Aggregate aggregate, var only) ->
          column(
              title(measure, aggregate, only)
                  + (measure.unit().isEmpty() ? "" : " " + measure.unit()));
      case Share(State state) -> column(state.title() + " share");
      case Distinct _, Moment _ -> column(title());
    };
  }

  private static String column(String title) {
    return title.replaceAll("[^a-z0-9]+", "_");
  }
}
