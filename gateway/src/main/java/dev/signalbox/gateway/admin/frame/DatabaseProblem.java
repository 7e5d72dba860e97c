package dev.signalbox.gateway.admin.frame;

import dev.signalbox.gateway.wire.problem.Problem;
import dev.signalbox.gateway.wire.problem.ProblemKind;

/** What callers of control paths are told while the database cannot be used. */
final class DatabaseProblem {
  private DatabaseProblem() {}

  /** To be asked again after {@code seconds}. */
  static Problem of(long seconds) {
    return Problem.of(ProblemKind.UNAVAILABLE, "the database cannot be used at the moment")
        .withCode("database_unavailable")
        .withRetryAfter(seconds);
  }
}
