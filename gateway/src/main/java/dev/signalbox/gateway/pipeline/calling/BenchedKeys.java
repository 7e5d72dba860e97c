package dev.signalbox.gateway.pipeline.calling;

import dev.signalbox.engine.routing.Reason;
import dev.signalbox.gateway.pipeline.Serving;
import dev.signalbox.gateway.provider.Fault;
import dev.signalbox.gateway.provider.FaultClass;
import dev.signalbox.gateway.provider.Faults;
import dev.signalbox.gateway.provider.KeyRing;
import dev.signalbox.gateway.wire.problem.Problem;
import dev.signalbox.gateway.wire.problem.ProblemKind;
import java.time.Instant;

/** Nobody can be called, as all keys of a provider sit out. */
final class BenchedKeys {
  private BenchedKeys() {}

  /** What the client is told when {@code first} is back before the others. */
  static Fault fault(Serving serving, KeyRing.Benched first) {
    boolean limited = isLimited(first);
    long millis = first.untilMillis() - serving.clocks().steady().millis();
    return Faults.local(
        limited ? "rate_limited" : "credentials_benched",
        Problem.of(
                limited ? ProblemKind.RATE_LIMIT : ProblemKind.UNAVAILABLE,
                limited
                    ? "every key is over the provider's rate limit"
                    : "every key of the provider sits out for now")
            .withRetryAfter(Math.max(1, Math.ceilDiv(millis, 1_000L))));
  }

  /** The same in the engine's words. */
  static Reason reason(KeyRing.Benched first) {
    Instant until = Instant.ofEpochMilli(first.untilMillis());
    return isLimited(first) ? new Reason.RateLimited(until) : new Reason.CredentialsBenched(until);
  }

  private static boolean isLimited(KeyRing.Benched first) {
    return first.why() == FaultClass.RATE_LIMITED;
  }
}
