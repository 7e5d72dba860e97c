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
    return switch (status) {
      case 401 -> ProblemKind.AUTHENTICATION;
      case 403 -> ProblemKind.PERMISSION;
      case 404 -> ProblemKind.NOT_FOUND;
      case 405 -> ProblemKind.METHOD_NOT_ALLOWED;
      case 408 -> ProblemKind.REQUEST_TIMEOUT;
      case 409 -> ProblemKind.CONFLICT;
      case 413 -> ProblemKind.TOO_LARGE;
      case 415 -> ProblemKind.UNSUPPORTED_MEDIA_TYPE;
      case 429 -> ProblemKind.RATE_LIMIT;
      case 502 -> ProblemKind.UPSTREAM;
      case 503 -> ProblemKind.UNAVAILABLE;
      case 504 -> ProblemKind.UPSTREAM_TIMEOUT;
      case OVERLOADED -> ProblemKind.OVERLOADED;
      default -> status < 500 ? ProblemKind.INVALID_REQUEST : ProblemKind.INTERNAL;
    };
  }
}
