package dev.signalbox.signals.learning;

import dev.signalbox.engine.naming.Target;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.LongPredicate;

/**
 * Finds models that answer worse than they did: a one-sided CUSUM for each, over what was expected
 * before a signal less what it said, in units of what chance makes of one signal.
 */
final class DriftWatch {
  /** Residuals that are kept of a model, so that one that is taken back is as if it never came. */
  private static final int KEPT = 1_000;

  /** Variance of one signal at four good answers in five, which the threshold is meant for. */
  private static final double USUAL = 0.16;

  private final LearningSettings.Drift settings;
  private final Map<Target, Watch> watches = new LinkedHashMap<>();

  DriftWatch(LearningSettings.Drift settings) {
    this.settings = settings;
  }

  /** One signal's shortfall. */
  private record Residual(long id, long decidedAtMillis, double value, double counts) {}

  private static final class Watch {
    private final List<Residual> residuals = new ArrayList<>();
    private double sum;
    private long sinceMillis;
  }

  /**
   * Looks at one more signal.
   *
   * @param known weight of the evidence that the expectation rests on
   * @return an alarm when the model now answers worse beyond what chance explains
   */
  Optional<Alarm> look(Observation observation, Prediction before, double value, double known) {
    if (known < settings.least() || observation.reporter() == Reporter.GATEWAY) {
      return Optional.empty();
    }
    Observation.Place place = observation.place();
    Watch watch = watches.computeIfAbsent(place.target(), _ -> new Watch());
    double counts = Math.min(1, observation.weight()) * USUAL / spread(before.task());
    Residual residual =
        new Residual(
            observation.id(), observation.decidedAtMillis(), before.task() - value, counts);
    if (watch.residuals.size() >= KEPT) {
      watch.residuals.subList(0, KEPT / 2).clear();
    }
    watch.residuals.add(residual);
    take(watch, residual);
    if (watch.sum <= settings.threshold()) {
      return Optional.empty();
    }
    Alarm alarm =
        new Alarm(0, watch.sinceMillis, place.target(), place.project(), place.task(), watch.sum);
    watches.remove(place.target());
    return Optional.of(alarm);
  }

  /**
   * Variance of a signal of which that share of good answers is expected; not less than usual, as
   * where bad answers are rare, few of them in a row would be an alarm.
   */
  private static double spread(double share) {
    return Math.max(USUAL, share * (1 - share));
  }

  private void take(Watch watch, Residual residual) {
    if (watch.sum == 0) {
      watch.sinceMillis = residual.decidedAtMillis();
    }
    watch.sum =
        Math.max(0, watch.sum + residual.counts() * (residual.value() - settings.allowance()));
  }

  /** Forgets a signal that was taken back. */
  void remove(long id, Target target) {
    Watch watch = watches.get(target);
    if (watch != null) {
      remove(watch, found -> found == id);
    }
  }

  /** Forgets all signals up to that id. */
  void forgetUpTo(long id) {
    watches.values().forEach(watch -> remove(watch, found -> found <= id));
  }

  private void remove(Watch watch, LongPredicate leaves) {
    if (watch.residuals.removeIf(residual -> leaves.test(residual.id()))) {
      watch.sum = 0;
      watch.residuals.forEach(residual -> take(watch, residual));
    }
  }

  /** Begins anew with {@code target}: what comes now is measured by what it has become. */
  void restart(Target target) {
    watches.remove(target);
  }
}
