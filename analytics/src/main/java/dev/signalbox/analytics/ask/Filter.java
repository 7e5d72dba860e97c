package dev.signalbox.analytics.ask;

import java.math.BigDecimal;
import java.util.List;
import java.util.stream.Stream;

/** What rows must be like to count. */
sealed interface Filter {
  /** One of the conditions with a name. */
  record Named(State state) implements Filter {}

  /** One of these, whichever. */
  record Either(List<State> states) implements Filter {
    public Either {
      states = List.copyOf(states);
    }

    Either or(State state) {
      return new Either(Stream.concat(states.stream(), Stream.of(state)).toList());
    }
  }

  /** Not one of the conditions with a name. */
  record Not(State state) implements Filter {}

  /**
   * One of these values, or none of them.
   *
   * @param without whether the values are left out
   */
  record Value(Dimension dimension, List<String> values, boolean without) implements Filter {
    public Value {
      values = List.copyOf(values);
    }
  }

  /** A bound for a measure of one row. */
  record Threshold(Measure measure, Bound bound) implements Filter {}

  /** An HTTP status from {@code from} to {@code to}. */
  record Status(int from, int to) implements Filter {}

  /**
   * A bound.
   *
   * @param operator such as {@code >=}
   */
  record Bound(String operator, BigDecimal number) {
    String sql(String values) {
      return values + " " + operator + " " + number.toPlainString();
    }
  }
}
