package dev.signalbox.analytics.ask;

import java.util.List;
import java.util.Optional;

/** What some words of a question mean, before they are put together. */
sealed interface Piece {
  /**
   * Something to count or add up.
   *
   * @param only the rows that count; absent for all
   * @param one whether the word stands for a single one
   */
  record Measured(Measure measure, Optional<State> only, boolean one) implements Piece {
    boolean isRequests() {
      return measure == Measure.REQUESTS && only.isEmpty();
    }
  }

  /** How values become one. */
  record Aggregated(Aggregate aggregate) implements Piece {}

  /** A share of requests, such as the failure rate. */
  record Rate(State state) implements Piece {}

  /** Something to tell apart by. */
  record Grouped(Dimension dimension, boolean plural) implements Piece {}

  /** A condition with a name. */
  record Stated(State state) implements Piece {}

  /** A condition that was made from words, such as a status. */
  record Filtered(Filter filter) implements Piece {}

  /**
   * A name that is stored.
   *
   * @param values what it is the name of
   * @param quoted whether the question has it in quotes
   */
  record Named(String text, List<Value> values, boolean quoted) implements Piece {}

  /** A stored name, exactly as it is written there. */
  record Value(Dimension dimension, String name) {}

  /** A span of time. */
  record Timed(TimeRange range) implements Piece {}

  /** A number. */
  record Amount(Numbers.Written number) implements Piece {}

  /**
   * What comes first.
   *
   * @param measure by what; absent when it is said elsewhere
   */
  record Ordered(boolean descending, Optional<Measure> measure) implements Piece {}

  /** The good or the bad ones first: which figure that is, and whether much of it is good. */
  record Valued(boolean best) implements Piece {}

  /**
   * The beginning of a bound.
   *
   * @param measure of what; absent when it is said elsewhere
   */
  record Bounded(String operator, Optional<Measure> measure) implements Piece {}

  /** A word that says how the others go together. */
  record Joint(Role role) implements Piece {}

  /** A word that means nothing to us. */
  record Unknown(String word) implements Piece {}

  /** How words go together. */
  enum Role {
    BY,
    EACH,
    WHICH,
    HOW_MANY,
    HOW_MUCH,
    DISTINCT,
    LIST,
    LATEST,
    EARLIEST,
    WHEN,
    SHARE,
    RUNNING,
    MOVING,
    COMPARED,
    BEFORE,
    CHANGE,
    DAILY_CHANGE,
    OVER_TIME,
    WITHOUT,
    ENDING,
    OR,
    AND
  }
}
