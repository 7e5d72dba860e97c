package dev.signalbox.signals.learning;

/**
 * By how much each level foresaw signals better than each before it: the sums that a mean and its
 * spread are made of. A gain is the difference of the squared errors.
 */
final class Gains {
  private static final int LEVELS = Level.values().length;

  private final double[] sum;
  private final double[] squares;
  private double weight;
  private double weightSquares;

  /** Of no signals. */
  Gains() {
    this.sum = new double[LEVELS * LEVELS];
    this.squares = new double[LEVELS * LEVELS];
  }

  /** The same as {@code other} has now. */
  Gains(Gains other) {
    this.sum = other.sum.clone();
    this.squares = other.squares.clone();
    this.weight = other.weight;
    this.weightSquares = other.weightSquares;
  }

  /** Has all that was added count {@code holds} of what it counted. */
  void fade(double holds) {
    weight *= holds;
    weightSquares *= holds * holds;
    for (int i = 0; i < sum.length; i++) {
      sum[i] *= holds;
      squares[i] *= holds;
    }
  }

  /** Adds one signal: {@code value} came where {@code before} was expected. */
  void add(Prediction before, double value, double counts) {
    weight += counts;
    weightSquares += counts * counts;
    for (Level level : Level.values()) {
      double still = value - level.in(before);
      for (Level base : Level.values()) {
        if (base.rank() < level.rank()) {
          double missed = value - base.in(before);
          double gain = missed * missed - still * still;
          sum[at(base, level)] += counts * gain;
          squares[at(base, level)] += counts * gain * gain;
        }
      }
    }
  }

  /** Adds all of {@code other}. */
  void add(Gains other) {
    weight += other.weight;
    weightSquares += other.weightSquares;
    for (int i = 0; i < sum.length; i++) {
      sum[i] += other.sum[i];
      squares[i] += other.squares[i];
    }
  }

  /** Signals that the weights are worth together. */
  double effective() {
    return weightSquares == 0 ? 0 : weight * weight / weightSquares;
  }

  /** The mean gain of {@code level} over {@code base}. */
  double mean(Level base, Level level) {
    return weight == 0 ? 0 : sum[at(base, level)] / weight;
  }

  /** How unsure that mean is. */
  double standardError(Level base, Level level) {
    double n = effective();
    if (n < 2) {
      return Double.POSITIVE_INFINITY;
    }
    double mean = mean(base, level);
    double variance = Math.max(0, squares[at(base, level)] / weight - mean * mean);
    return Math.sqrt(variance / (n - 1));
  }

  private static int at(Level base, Level level) {
    return base.rank() * LEVELS + level.rank();
  }
}
