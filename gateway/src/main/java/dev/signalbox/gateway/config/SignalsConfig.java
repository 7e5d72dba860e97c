package dev.signalbox.gateway.config;

import dev.signalbox.engine.policy.Trade;
import dev.signalbox.gateway.config.schema.Settings;
import dev.signalbox.gateway.config.schema.Tabled;
import dev.signalbox.signals.alert.Thresholds;
import dev.signalbox.signals.learning.LearningSettings.Trust;
import dev.signalbox.signals.learning.Reporter;
import java.time.Duration;
import java.util.Map;

/** What is made of quality signals: {@code [signals]}. */
public record SignalsConfig(Settings settings) implements Tabled<SignalsConfig> {
  /** Whether any are taken. */
  public boolean enabled() {
    return settings.get(SignalsKeys.ENABLED);
  }

  /** How long they are kept and count; zero for ever. */
  public Duration retention() {
    return settings.get(SignalsKeys.RETENTION);
  }

  /**
   * Most weight that the signals of one key can have in a day, for each model at each project's
   * task.
   */
  public double dailyCap() {
    return settings.get(SignalsKeys.DAILY_CAP);
  }

  /** What trying other models may cost. */
  public ExplorationConfig exploration() {
    return new ExplorationConfig(
        Math.round(settings.get(SignalsKeys.EXPLORE_USD) * Trade.ONE),
        Math.round(settings.get(SignalsKeys.EXPLORE_POINTS) * Trade.POINT));
  }

  /** Whether and how prompts are told apart. */
  public PromptConfig prompts() {
    return new PromptConfig(
        settings.get(SignalsKeys.CLUSTERS), settings.get(SignalsKeys.ENCODER));
  }

  /** How right each source is; all of them are there. */
  public Map<Reporter, Trust> sources() {
    return settings.get(SignalsKeys.SOURCES_KEY);
  }

  /** What is bad enough to say so. */
  public Thresholds alerts() {
    return settings.get(SignalsKeys.ALERTS);
  }

  @Override
  public SignalsConfig with(Settings changed) {
    return new SignalsConfig(changed);
  }
}
