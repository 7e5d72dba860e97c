package dev.signalbox.gateway.simulator;

import dev.signalbox.gateway.wire.model.Protocol;
import dev.signalbox.gateway.wire.problem.Problem;
import dev.signalbox.gateway.wire.problem.ProblemKind;

/** The problem that a provider means by an HTTP status. */
final class ProblemStatus {
  private static final int OVERLOADED = 529;

  private ProblemStatus() {}

  /** The status by which a provider says that it is overloaded; Anthropic has one of its own. */
  static int overloaded(Protocol protocol) {
    return protocol == Protocol.ANTHROPIC ? OVERLOADED : 503;
  }

  /** A problem in the simulator's own words. */
  static Problem problemOf(int status) {
    ProblemKind kind = kindOf(status);
    return Problem.of(kind, "simulated failure with status %d".formatted(status))
        .withUpstreamStatus(status);
  }

  private static ProblemKind kindOf(int status) {
    return status == 500 ? ProblemKind.INTERNAL : ProblemKind.ofStatus(status);
  }
}
