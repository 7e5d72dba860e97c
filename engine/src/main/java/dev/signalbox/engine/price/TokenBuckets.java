package dev.signalbox.engine.price;

/**
 * The tokens of one request by what they are charged as. All are disjoint, except that reasoning is
 * part of output.
 *
 * @param input not cached, not audio
 * @param cacheWrite written to a cache that lives for minutes
 * @param cacheWriteHour written to a cache that lives for an hour
 * @param output generated text, with reasoning, without audio
 */
public record TokenBuckets(
    long input,
    long cacheRead,
    long cacheWrite,
    long cacheWriteHour,
    long audioInput,
    long output,
    long reasoning,
    long audioOutput) {
  public TokenBuckets {
    if (input < 0
        || cacheRead < 0
        || cacheWrite < 0
        || cacheWriteHour < 0
        || audioInput < 0
        || output < 0
        || reasoning < 0
        || audioOutput < 0) {
      throw new IllegalArgumentException("a number of tokens is not negative");
    }
  }

  /** Plain input and output. */
  public static TokenBuckets of(long input, long output) {
    return new TokenBuckets(input, 0, 0, 0, 0, output, 0, 0);
  }

  /** Everything that was sent, cached or not; saturates. */
  public long promptTokens() {
    return Saturating.sum(
        Saturating.sum(
            Saturating.sum(input, cacheRead), Saturating.sum(cacheWrite, cacheWriteHour)),
        audioInput);
  }

  /**
   * The tokens charged as {@code bucket}. Output is what is left of it without reasoning; reasoning
   * that a provider counts beyond its output is charged all the same.
   */
  public long of(Bucket bucket) {
    return switch (bucket) {
      case INPUT -> input;
      case CACHE_READ -> cacheRead;
      case CACHE_WRITE -> cacheWrite;
      case CACHE_WRITE_HOUR -> cacheWriteHour;
      case AUDIO_INPUT -> audioInput;
      case OUTPUT -> Math.max(0, output - reasoning);
      case REASONING -> reasoning;
      case AUDIO_OUTPUT -> audioOutput;
    };
  }
}
