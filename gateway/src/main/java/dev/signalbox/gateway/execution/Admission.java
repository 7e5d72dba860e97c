package dev.signalbox.gateway.execution;

import dev.signalbox.engine.routing.Reason;
import dev.signalbox.gateway.provider.Fault;
import java.util.Optional;

/** Whether a deployment may be called now. */
public sealed interface Admission {
  /** It may; the permit has to be settled. */
  record Admitted(Permit permit) implements Admission {}

  /**
   * It may not.
   *
   * @param reason the same in the engine's words, where it has some
   */
  record TurnedAway(Fault fault, Optional<Reason> reason) implements Admission {}
}
