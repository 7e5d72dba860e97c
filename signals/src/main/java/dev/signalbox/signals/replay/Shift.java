package dev.signalbox.signals.replay;

import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/**
 * Sums a quantity, such as cost, before and after a change, and how unsure the sum of the
 * differences is. What one request came to is known or predicted; a prediction errs by how much
 * single calls differ from their mean, and by how little is known of that mean, which is the same
 * error for all that share it.
 */
public final class Shift {
  private final Map<CallHabits.Cell, Shared> shared = new HashMap<>();
  private double before;
  private double after;
  private double ownVariance;
  private long requests;
  private long unfounded;

  /**
   * One amount.
   *
   * @param spread of what it is predicted from; empty where it is known, or predicted without any
   *     logged call behind it
   * @param founded whether it is known, or predicted from logged calls
   */
  public record Amount(double value, Optional<Basis> spread, boolean founded) {
    /** What really came to pass. */
    public static Amount known(double value) {
      return new Amount(value, Optional.empty(), true);
    }

    /** What is expected without any logged call of the kind. */
    public static Amount assumed(double value) {
      return new Amount(value, Optional.empty(), false);
    }

    private double worth() {
      return spread.map(Basis::worth).orElse(0.0);
    }

    /** What logged calls let expect. */
    public static Amount predicted(double value, Basis spread) {
      return new Amount(value, Optional.of(spread), true);
    }
  }

  /**
   * What an amount is predicted from.
   *
   * @param calls logged calls behind the mean
   * @param variance of what a single call has, such as tokens
   * @param worth what one unit of that adds to the amount
   */
  public record Basis(CallHabits.Cell cell, long calls, double variance, double worth) {}

  private static final class Shared {
    private double worth;
    private double variance;
    private long calls;
  }

  /** Adds a request that came to {@code old} and would come to {@code other}. */
  public void add(Amount old, Amount other) {
    requests++;
    before += old.value();
    after += other.value();
    if (!old.founded() || !other.founded()) {
      unfounded++;
    }
    if (isSameCall(old, other)) {
      add(other.spread().orElseThrow(), other.worth() - old.worth());
    } else {
      old.spread().ifPresent(basis -> add(basis, -basis.worth()));
      other.spread().ifPresent(basis -> add(basis, basis.worth()));
    }
  }

  /** Whether one call is predicted, that only costs another amount: it errs once. */
  private static boolean isSameCall(Amount old, Amount other) {
    return old.spread().isPresent()
        && other.spread().isPresent()
        && old.spread().get().cell().equals(other.spread().get().cell());
  }

  private void add(Basis basis, double worth) {
    ownVariance += basis.variance() * worth * worth;
    Shared of = shared.computeIfAbsent(basis.cell(), _ -> new Shared());
    of.worth += worth;
    of.variance = basis.variance();
    of.calls = basis.calls();
  }

  public double before() {
    return before;
  }

  public double after() {
    return after;
  }

  /** Requests that were added. */
  public long requests() {
    return requests;
  }

  /** Requests of which one amount has no logged call behind it. */
  public long unfounded() {
    return unfounded;
  }

  /**
   * The sum of the differences. What has no logged call behind it is taken as it is expected; how
   * far that may be off nobody knows, so the interval leaves it out.
   */
  public Estimate difference() {
    double variance = ownVariance;
    for (Shared of : shared.values()) {
      variance += of.worth * of.worth * of.variance / of.calls;
    }
    return Estimate.around(after - before, Normal.Z90 * Math.sqrt(variance));
  }
}
