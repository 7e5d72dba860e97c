package dev.signalbox.gateway.provider;

import dev.signalbox.gateway.wire.problem.Problem;
import java.util.OptionalLong;

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

  /** How long the provider asked to be left alone; -1 when it did not. */
  public long retryAfterMillis() {
    OptionalLong seconds =
        kind == FaultClass.LOCAL ? OptionalLong.empty() : problem.retryAfterSeconds();
    return seconds.isPresent() ? Math.min(seconds.getAsLong(), RetryAfter.MAX_SECONDS) * 1_000 : -1;
  }

  /** Ready to be thrown. */
  public FaultException toException() {
    return new FaultException(this);
  }
}
