package dev.signalbox.gateway.migrate;

import java.math.BigDecimal;

/** Times of a source, which are in seconds, as ours has them. */
final class Timing {
  private static final BigDecimal THOUSAND = BigDecimal.valueOf(1_000);
  private static final long LEAST = 10;
  private static final long HOUR = 3_600_000;
  private static final long DAY = 24 * HOUR;

  private Timing() {}

  /** Seconds as milliseconds, at least what a time limit of ours may be. */
  static long millis(Value seconds) {
    return Math.max(LEAST, seconds.number().multiply(THOUSAND).longValue());
  }

  /** Bounds a whole call at a provider, and so its first piece too. */
  static void bound(Block provider, Value seconds) {
    provider.put("first_byte_timeout_ms", Math.min(HOUR, millis(seconds)), seconds);
    provider.put("total_timeout_ms", Math.min(DAY, millis(seconds)), seconds);
  }

  /** What a bound for a whole call is called in a report. */
  static String name(String provider) {
    return "`first_byte_timeout_ms` and `total_timeout_ms` of `providers.%s`".formatted(provider);
  }
}
