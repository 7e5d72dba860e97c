package dev.signalbox.gateway.wire.problem;

/**
 * Ends a request with a {@link Problem}; thrown wherever it is found, turned into an answer in one
 * place.
 */
public final class ProblemException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final transient Problem problem;

  public ProblemException(Problem problem) {
    super(problem.kind() + ": " + problem.message(), null, false, false);
    this.problem = problem;
  }

  /** What the client is told. */
  public Problem problem() {
    return problem;
  }
}
