package dev.signalbox.gateway.plan;

import dev.signalbox.engine.naming.Target;
import dev.signalbox.signals.replay.Reward;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/**
 * How often answers of each deployment are told of in a log: the share of those that were, as if of
 * two more one had been. Whether good answers are told of as often as bad ones, a log cannot say.
 */
final class Reporting {
  private final Map<Target, Count> counts = new HashMap<>();

  private static final class Count {
    private int answers;
    private int told;
  }

  /** Counts an answer of {@code target}. */
  void add(Target target, boolean told) {
    Count count = counts.computeIfAbsent(target, _ -> new Count());
    count.answers++;
    count.told += told ? 1 : 0;
  }

  /** What was {@code said} of an answer of {@code target}, with how likely that was to be told. */
  Optional<Reward> reward(Target target, Optional<Double> said) {
    Count count = counts.get(target);
    double chance = count == null ? 1 : (count.told + 1.0) / (count.answers + 2.0);
    return said.map(value -> new Reward(value, chance));
  }
}
