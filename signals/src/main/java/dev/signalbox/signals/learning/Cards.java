package dev.signalbox.signals.learning;

import dev.signalbox.engine.catalog.TaskFamily;
import dev.signalbox.engine.naming.Target;
import dev.signalbox.engine.policy.Trade;
import dev.signalbox.engine.state.Quality;
import dev.signalbox.engine.state.Snapshot;
import dev.signalbox.engine.state.Standing;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;

/** What is expected of models before any signal. */
@FunctionalInterface
public interface Cards {
  /**
   * What the card of {@code target} says of tasks of {@code family}; of a stranger, even chances.
   */
  Quality of(Target target, TaskFamily family);

  /** Those of {@code snapshot}. */
  static Cards of(Snapshot snapshot) {
    Map<Target, Standing> standings = HashMap.newHashMap(snapshot.standings().size());
    snapshot.standings().forEach(each -> standings.put(each.deployment().target(), each));
    return of(standings);
  }

  /** Those of {@code standings}. */
  static Cards of(Map<Target, Standing> standings) {
    return (target, family) -> {
      Standing standing = standings.get(target);
      return standing == null
          ? Quality.ASSUMED
          : Objects.requireNonNull(standing.quality().get(family));
    };
  }

  /** The expected share of good answers, 0 to 1. */
  default double mean(Target target, TaskFamily family) {
    return (double) of(target, family).value() / Trade.ONE;
  }

  /** How unsure that is. */
  default double sd(Target target, TaskFamily family) {
    return (double) of(target, family).sd() / Trade.ONE;
  }
}
