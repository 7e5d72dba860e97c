package dev.signalbox.engine.price;

import java.util.OptionalLong;

/**
 * Prices in nano-dollars per million tokens: $1 per million is 1,000,000,000. Empty means not
 * stated, which is not the same as free.
 *
 * @param cacheWrite to a cache that lives for minutes
 * @param cacheWriteHour to a cache that lives for an hour
 * @param reasoning generated but not shown; where empty, the output rate is what providers charge
 */
public record Rates(
    OptionalLong input,
    OptionalLong output,
    OptionalLong cacheRead,
    OptionalLong cacheWrite,
    OptionalLong cacheWriteHour,
    OptionalLong reasoning,
    OptionalLong audioInput,
    OptionalLong audioOutput) {
  private static final OptionalLong ZERO = OptionalLong.of(0);

  /** Free of charge, for every kind of token. */
  public static final Rates FREE = new Rates(ZERO, ZERO, ZERO, ZERO, ZERO, ZERO, ZERO, ZERO);

  public Rates {
    for (OptionalLong rate :
        new OptionalLong[] {
          input, output, cacheRead, cacheWrite, cacheWriteHour, reasoning, audioInput, audioOutput
        }) {
      if (rate.orElse(0) < 0) {
        throw new IllegalArgumentException("a rate is not negative");
      }
    }
  }

  /** Prices of plain input and output; nothing else is stated. */
  public static Rates of(long input, long output) {
    OptionalLong none = OptionalLong.empty();
    return new Rates(
        OptionalLong.of(input), OptionalLong.of(output), none, none, none, none, none, none);
  }

  /** The stated rate of {@code bucket}. */
  public OptionalLong of(Bucket bucket) {
    return switch (bucket) {
      case INPUT -> input;
      case CACHE_READ -> cacheRead;
      case CACHE_WRITE -> cacheWrite;
      case CACHE_WRITE_HOUR -> cacheWriteHour;
      case AUDIO_INPUT -> audioInput;
      case OUTPUT -> output;
      case REASONING -> reasoning;
      case AUDIO_OUTPUT -> audioOutput;
    };
  }
}
