package dev.signalbox.gateway.limit;

import dev.signalbox.engine.naming.Target;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * What a request has taken.
 *
 * @param own what it counts for whatever is called
 * @param model the deployment that was counted
 * @param ofModel what that counts for
 * @param tokens as many as it was expected to use
 * @param shared whether it was taken from the store that all replicas share
 */
record Hold(
    List<Held> own, Optional<Target> model, List<Held> ofModel, long tokens, boolean shared) {
  /** Nothing. */
  static final Hold NONE = new Hold(List.of(), Optional.empty(), List.of(), 0, false);

  /** A place at an entry, in the meter of this process. */
  record Held(LimitPlan.Entry entry, Meter meter) {}

  /** Whether there is nothing to give back or to count. */
  boolean isEmpty() {
    return own.isEmpty() && model.isEmpty();
  }

  /** What it ends with if nobody was called. */
  List<Ending> unused() {
    List<Ending> endings = new ArrayList<>();
    own.forEach(held -> endings.add(new Ending.Left(held, tokens, 0)));
    ofModel.forEach(held -> endings.add(new Ending.Left(held, tokens, 0)));
    return endings;
  }

  /** The same, taken from the store. */
  Hold inStore() {
    return new Hold(own, model, ofModel, tokens, true);
  }
}
