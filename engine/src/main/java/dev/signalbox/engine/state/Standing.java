package dev.signalbox.engine.state;

import dev.signalbox.engine.catalog.TaskFamily;
import dev.signalbox.engine.naming.Target;
import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;

/**
 * A deployment as it stands at one moment.
 *
 * @param quality by kind of task, every kind present
 */
public record Standing(
    Deployment deployment,
    Health health,
    Latency latency,
    Output output,
    Map<TaskFamily, Quality> quality) {
  /** A model that nothing is known of, at a provider that is known. */
  static Standing ofStranger(Target target, ProviderFacts provider) {
    Map<TaskFamily, Quality> quality = new EnumMap<>(TaskFamily.class);
    for (TaskFamily family : TaskFamily.values()) {
      quality.put(family, Quality.ASSUMED);
    }
    return new Standing(
        new Deployment(target, provider, Optional.empty()),
        Health.GOOD,
        Latency.ASSUMED,
        Output.UNKNOWN,
        quality);
  }

  /** The same deployment with what traffic shows of it. */
  public Standing with(Health newHealth, Latency newLatency, Output newOutput) {
    return new Standing(deployment, newHealth, newLatency, newOutput, quality);
  }
}
