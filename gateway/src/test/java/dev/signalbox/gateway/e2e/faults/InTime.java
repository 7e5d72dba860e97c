package dev.signalbox.gateway.e2e.faults;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.function.Supplier;
import java.util.function.ToLongFunction;

/** No outcome of a fault may take longer than its timeout and a tolerance. */
final class InTime {
  private static final long TOLERANCE_MILLIS = 250;

  /** A machine that is busy otherwise makes one run late, a fault makes all of them. */
  private static final int RUNS = 3;

  private InTime() {}

  /** What came of a run that took no more than {@code timeoutMillis} and the tolerance. */
  static <T> T of(long timeoutMillis, Supplier<T> run, ToLongFunction<T> millis) {
    T outcome = run.get();
    for (int i = 1;
        i < RUNS && millis.applyAsLong(outcome) > timeoutMillis + TOLERANCE_MILLIS;
        i++) {
      outcome = run.get();
    }
    assertThat(millis.applyAsLong(outcome))
        .as("milliseconds")
        .isLessThanOrEqualTo(timeoutMillis + TOLERANCE_MILLIS);
    return outcome;
  }
}
