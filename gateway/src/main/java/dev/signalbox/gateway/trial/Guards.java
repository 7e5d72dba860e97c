package dev.signalbox.gateway.trial;

import dev.signalbox.gateway.config.TrialConfig;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * Whether requests under the policy on trial fare credibly worse than the others: beyond what is
 * allowed, and so clearly that chance would do it in one of twenty looks at most.
 */
final class Guards {
  /** Nobody waits for less. */
  private static final long NOTICED_MILLIS = 50;

  /** Standard deviations beyond which one in twenty is. */
  static final double ONE_SIDED = 1.645;

  private static final double MILLION = 1_000_000;
  private static final double PERCENT = 100;
  private static final double NANOS_PER_DOLLAR = 1e9;

  private Guards() {}

  /**
   * What was beyond.
   *
   * @param guard {@code errors}, {@code latency}, {@code cost} or {@code signals}
   * @param text a sentence with the figures
   */
  record Breach(String guard, String text) {}

  /** The first guard that is broken. */
  static Optional<Breach> breach(TrialConfig.Canary allowed, Arm.Figures canary, Arm.Figures rest) {
    if (Math.min(canary.requests(), rest.requests()) < allowed.minRequests()) {
      return Optional.empty();
    }
    return errors(allowed, canary, rest)
        .or(() -> latency(allowed, canary, rest))
        .or(() -> cost(allowed, canary, rest))
        .or(() -> signals(allowed, canary, rest));
  }

  private static Optional<Breach> errors(
      TrialConfig.Canary allowed, Arm.Figures canary, Arm.Figures rest) {
    Share one = new Share(canary.failed(), canary.requests());
    Share other = new Share(rest.failed(), rest.requests());
    return when(
        one.isBeyond(other, allowed.errorMillionths()),
        "errors",
        () -> "%s of its requests failed, of the others %s".formatted(one.text(), other.text()));
  }

  private static Optional<Breach> signals(
      TrialConfig.Canary allowed, Arm.Figures canary, Arm.Figures rest) {
    Share one = new Share(canary.negative(), canary.signals());
    Share other = new Share(rest.negative(), rest.signals());
    return when(
        Math.min(canary.signals(), rest.signals()) >= allowed.minRequests()
            && one.isBeyond(other, allowed.negativeMillionths()),
        "signals",
        () ->
            "%s of its signals are negative, of the others' %s"
                .formatted(one.text(), other.text()));
  }

  private static Optional<Breach> latency(
      TrialConfig.Canary allowed, Arm.Figures canary, Arm.Figures rest) {
    return when(
        rest.p95Millis() > 0
            && canary.lowP95Millis() * PERCENT
                > rest.p95Millis() * (double) allowed.latencyPercent()
            && canary.lowP95Millis() - rest.p95Millis() >= NOTICED_MILLIS,
        "latency",
        () ->
            String.format(
                Locale.ROOT,
                "95 of 100 of its requests take up to %,d ms, of the others up to %,d ms",
                canary.p95Millis(),
                rest.p95Millis()));
  }

  private static Optional<Breach> cost(
      TrialConfig.Canary allowed, Arm.Figures canary, Arm.Figures rest) {
    double ratio = allowed.costPercent() / PERCENT;
    double beyond = canary.meanNanos() - ratio * rest.meanNanos();
    double sd = Math.sqrt(canary.varianceOfMean() + ratio * ratio * rest.varianceOfMean());
    return when(
        Math.min(canary.priced(), rest.priced()) >= allowed.minRequests()
            && beyond > ONE_SIDED * sd,
        "cost",
        () ->
            String.format(
                Locale.ROOT,
                "its requests cost $%.6f on average, the others $%.6f",
                canary.meanNanos() / NANOS_PER_DOLLAR,
                rest.meanNanos() / NANOS_PER_DOLLAR));
  }

  private static Optional<Breach> when(boolean broken, String guard, Supplier<String> text) {
    return broken ? Optional.of(new Breach(guard, text.get())) : Optional.empty();
  }

  /** So many of so many. */
  private record Share(long part, long all) {
    double of() {
      return all == 0 ? 0 : (double) part / all;
    }

    /** Whether it is above {@code other} by more than so many millionths, and not by chance. */
    boolean isBeyond(Share other, int millionths) {
      double excess = of() - other.of();
      double sd = Math.sqrt(variance() + other.variance());
      return excess > millionths / MILLION && excess > ONE_SIDED * sd;
    }

    private double variance() {
      return all == 0 ? 0 : of() * (1 - of()) / all;
    }

    String text() {
      return String.format(Locale.ROOT, "%.1f %%", of() * PERCENT);
    }
  }
}
