package dev.signalbox.gateway.provider;

import dev.signalbox.gateway.wire.problem.Problem;

/**
 * Why a call to a provider came to nothing.
 *
 * @param name what it is counted under; one of those in {@link Faults}
 * @param phase how far the call had come
 * @param problem what the client is told if there is no other attempt
 */
public record Fault(FaultClass kind, String name, Phase phase, Problem problem) {
  /** The same in another phase. */
  public Fault in(Phase other) {
    return new Fault(kind, name, other, problem);
  }

  /** Ready to be thrown. */
  public FaultException toException() {
    return new FaultException(this);
  }
}
