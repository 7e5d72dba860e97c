package dev.signalbox.analytics.record;

/**
 * Tokens of a request by bucket; the buckets do not overlap but for {@code reasoning}, which is
 * part of {@code output}.
 *
 * @param input at the plain rate
 * @param cacheRead read from a cache
 * @param cacheWrite written to a cache
 * @param output generated
 * @param reasoning of the output, spent on reasoning
 */
public record TokenCounts(
    long input, long cacheRead, long cacheWrite, long output, long reasoning) {}
