package dev.signalbox.gateway.simulator;

/**
 * How fast the simulator speaks. A whole answer takes as long as the same answer streamed.
 *
 * @param firstTokenMillis wait before the first token, 0 or more
 * @param tokenMillis wait before each further token, 0 or more
 */
public record Pace(int firstTokenMillis, int tokenMillis) {
  /** As fast as the machine allows. */
  public static final Pace AT_ONCE = new Pace(0, 0);

  public Pace {
    if (firstTokenMillis < 0 || tokenMillis < 0) {
      throw new IllegalArgumentException("a wait must not be negative");
    }
  }

  /** The wait before the token at {@code index}, 0-based, in milliseconds. */
  long beforeToken(int index) {
    return index == 0 ? firstTokenMillis : tokenMillis;
  }

  /** The wait before an answer of {@code tokens} tokens that is sent whole, in milliseconds. */
  long beforeWhole(long tokens) {
    return firstTokenMillis + Math.max(0, tokens - 1) * tokenMillis;
  }
}
