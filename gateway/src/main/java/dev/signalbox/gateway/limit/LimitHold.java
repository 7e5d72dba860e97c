package dev.signalbox.gateway.limit;

import dev.signalbox.engine.naming.Target;
import java.util.List;
import java.util.Optional;

/**
 * What a request has taken.
 *
 * @param meters of whoever sent it
 * @param model the deployment that was counted
 * @param modelMeters of that deployment
 * @param tokens as many as it was expected to use
 */
record LimitHold(List<Meter> meters, Optional<Target> model, List<Meter> modelMeters, long tokens) {
  /** Nothing. */
  static final LimitHold NONE = new LimitHold(List.of(), Optional.empty(), List.of(), 0);

  LimitHold {
    meters = List.copyOf(meters);
    modelMeters = List.copyOf(modelMeters);
  }

  /** Whether there is nothing to give back or to count. */
  boolean isEmpty() {
    return meters.isEmpty() && model.isEmpty();
  }
}
