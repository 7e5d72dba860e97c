package dev.signalbox.engine.routing;

import java.util.Optional;
import java.util.function.Supplier;

/**
 * A layer drops a candidate. The reason, figures and all, is found when somebody asks: a decision
 * drops hundreds.
 *
 * @param code of the reason
 * @param reason makes it, the same at every call
 */
record Drop(ReasonCode code, Supplier<Reason> reason) {
  /** A drop for the reason of {@code code} that {@code reason} makes. */
  static Optional<Drop> of(ReasonCode code, Supplier<Reason> reason) {
    return Optional.of(new Drop(code, reason));
  }

  /** The same with its reason made. */
  Drop explained() {
    Reason made = reason.get();
    return new Drop(code, () -> made);
  }
}
