package dev.signalbox.gateway.wire.model;

import java.util.Optional;
import java.util.Set;

/**
 * Tokens of one answer, in buckets that do not overlap but for the two marked ones.
 *
 * @param input prompt tokens paid at the plain rate: neither cached, audio nor tool prompt
 * @param cacheRead prompt tokens read from a cache
 * @param cacheWrite5m prompt tokens written to a cache for five minutes (or without a stated time)
 * @param cacheWrite1h prompt tokens written to a cache for an hour
 * @param toolPrompt prompt tokens that server tools added (Gemini)
 * @param output generated tokens, reasoning and audio included
 * @param reasoning part of {@code output} spent on reasoning
 * @param audioInput part of {@code input} that is audio
 * @param audioOutput part of {@code output} that is audio
 * @param tier how urgently it was served, where that has a price of its own: {@code batch}, {@code
 *     flex} or {@code priority}; empty text for the usual
 */
public record Usage(
    long input,
    long cacheRead,
    long cacheWrite5m,
    long cacheWrite1h,
    long toolPrompt,
    long output,
    long reasoning,
    long audioInput,
    long audioOutput,
    String tier) {
  private static final Set<String> TIERS = Set.of("batch", "flex", "priority");

  /** No tokens at all. */
  public static final Usage ZERO = new Usage(0, 0, 0, 0, 0, 0, 0, 0, 0, "");

  /** The same tokens, served as the provider's {@code service_tier} says. */
  public Usage servedAs(Optional<String> serviceTier) {
    String served = serviceTier.filter(TIERS::contains).orElse("");
    return served.equals(tier)
        ? this
        : new Usage(
            input,
            cacheRead,
            cacheWrite5m,
            cacheWrite1h,
            toolPrompt,
            output,
            reasoning,
            audioInput,
            audioOutput,
            served);
  }

  /** Plain input and output. */
  public static Usage of(long input, long output) {
    return new Usage(input, 0, 0, 0, 0, output, 0, 0, 0, "");
  }

  /** All prompt tokens, as OpenAI and Gemini count them. */
  public long totalInput() {
    return input + cacheRead + cacheWrite5m + cacheWrite1h + toolPrompt;
  }

  /** All tokens. */
  public long total() {
    return totalInput() + output;
  }

  /** Whether no bucket is negative and no part is larger than the bucket it is in. */
  public boolean consistent() {
    return input >= 0
        && cacheRead >= 0
        && cacheWrite5m >= 0
        && cacheWrite1h >= 0
        && toolPrompt >= 0
        && output >= 0
        && within(reasoning, output)
        && within(audioInput, input)
        && within(audioOutput, output);
  }

  private static boolean within(long part, long whole) {
    return part >= 0 && part <= whole;
  }
}
