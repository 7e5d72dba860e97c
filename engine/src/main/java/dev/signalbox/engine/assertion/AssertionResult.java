package dev.signalbox.engine.assertion;

/**
 * What came of an assertion.
 *
 * @param name the assertion's
 * @param explanation one sentence: what was decided, and how it differs from what is expected
 */
public record AssertionResult(String name, boolean held, String explanation) {
  /** That it breaks, and how. */
  public String breach() {
    return "the assertion `%s` breaks: %s".formatted(name, explanation);
  }
}
