package dev.signalbox.gateway.trial;

import java.util.OptionalLong;

/** What became of the requests under one of two policies. Guarded by whoever has it. */
final class Arm {
  private static final double P95 = 0.95;

  private final Times times = new Times();
  private long requests;
  private long failed;
  private long priced;
  private long nanos;
  private double squares;
  private long signals;
  private long negative;

  /**
   * The figures of an arm.
   *
   * @param failed requests that did not end well; those whose client left are not counted at all
   * @param priced those of a known cost
   * @param nanos what these cost together
   * @param squares sum of the squares of these costs
   * @param p95Millis of the time of those that ended well
   * @param lowP95Millis where that percentile is at least, by 95 in 100
   */
  record Figures(
      long requests,
      long failed,
      long priced,
      long nanos,
      double squares,
      long p95Millis,
      long lowP95Millis,
      long signals,
      long negative) {
    /** Mean cost of a request, in nano-dollars; 0 when none has a known one. */
    double meanNanos() {
      return priced == 0 ? 0 : (double) nanos / priced;
    }

    /** Variance of that mean. */
    double varianceOfMean() {
      double mean = meanNanos();
      return priced < 2 ? 0 : Math.max(0, squares / priced - mean * mean) / priced;
    }
  }

  void ended(boolean well, long millis, OptionalLong cost) {
    requests++;
    if (!well) {
      failed++;
      return;
    }
    times.add(millis);
    if (cost.isPresent()) {
      priced++;
      nanos += cost.getAsLong();
      squares += (double) cost.getAsLong() * cost.getAsLong();
    }
  }

  /** So many good and bad things were said of it. */
  void judged(int good, int bad) {
    signals += good + bad;
    negative += bad;
  }

  Figures figures() {
    long well = requests - failed;
    double below = well == 0 ? 0 : Guards.ONE_SIDED * Math.sqrt(P95 * (1 - P95) / well);
    return new Figures(
        requests,
        failed,
        priced,
        nanos,
        squares,
        times.quantile(P95),
        times.quantile(P95 - below),
        signals,
        negative);
  }
}
