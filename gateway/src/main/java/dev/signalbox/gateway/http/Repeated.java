package dev.signalbox.gateway.http;

/** Says that a request was answered before, so that nothing is to be done for it but to say so. */
final class Repeated extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final transient KeptAnswers.Kept kept;

  Repeated(KeptAnswers.Kept kept) {
    super("answered before", null, false, false);
    this.kept = kept;
  }

  /** The answer. */
  KeptAnswers.Kept kept() {
    return kept;
  }
}
