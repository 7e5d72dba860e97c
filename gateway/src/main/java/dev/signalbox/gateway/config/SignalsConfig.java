package dev.signalbox.gateway.config;

import dev.signalbox.signals.alert.Thresholds;
import dev.signalbox.signals.learning.Reporter;
import java.time.Duration;
import java.util.Map;

/**
 * What is made of quality signals: {@code [signals]}.
 *
 * @param enabled whether any are taken
 * @param retention how long they are kept and count; zero for ever
 * @param dailyCap most weight that the signals of one key can have in a day, for each model at each
 *     project's task
 * @param exploration what trying other models may cost
 * @param sources how right each is
 * @param alerts what is bad enough to say so
 */
public record SignalsConfig(
    boolean enabled,
    Duration retention,
    double dailyCap,
    ExplorationConfig exploration,
    Map<Reporter, Trust> sources,
    Thresholds alerts) {
  public SignalsConfig {
    sources = Map.copyOf(sources);
  }

  /**
   * How right a source is.
   *
   * @param sensitivity share of the good answers that it calls good
   * @param specificity share of the bad ones that it calls bad; together more than 1
   * @param weight what one signal of it counts, above 0, at most 1
   */
  public record Trust(double sensitivity, double specificity, double weight) {}
}
