package dev.signalbox.analytics.sql;

/** Ends the look at a statement at the first thing that it may not hold; never leaves here. */
final class RefusedException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final String code;
  private final String sentence;

  RefusedException(String code, String sentence) {
    super(sentence, null, false, false);
    this.code = code;
    this.sentence = sentence;
  }

  Refusal refusal() {
    return new Refusal(code, sentence);
  }
}
