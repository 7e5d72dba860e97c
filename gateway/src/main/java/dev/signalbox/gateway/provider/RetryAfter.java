package dev.signalbox.gateway.provider;

import io.vertx.core.MultiMap;
import java.time.Duration;
import java.time.Instant;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeParseException;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/** The wait that a provider's answer asks for. */
public final class RetryAfter {
  /** Longest wait a provider may ask for. */
  public static final long MAX_SECONDS = Duration.ofHours(1).toSeconds();

  private static final int LONGEST_VALUE = 64;

  private RetryAfter() {}

  /**
   * The wait in seconds, clamped to 0 … {@link #MAX_SECONDS}, rounded up: {@code retry-after-ms},
   * else {@code retry-after} in seconds or as a date, else the reset of a limit that is used up.
   * Empty when it asks for none or says it unreadably.
   */
  public static OptionalLong seconds(MultiMap headers, Instant now) {
    String millis = headers.get("retry-after-ms");
    if (isNumber(millis)) {
      return OptionalLong.of(clamp(Math.ceil(Double.parseDouble(millis) / 1_000)));
    }
    String value = headers.get("retry-after");
    if (value == null) {
      return QuotaHeaders.read(headers, now).stream()
          .filter(quota -> quota.usedPercent() >= 100)
          .mapToLong(quota -> clamp(Math.ceil(quota.resetMillis() / 1_000.0)))
          .findFirst();
    }
    return isNumber(value)
        ? OptionalLong.of(clamp(Math.ceil(Double.parseDouble(value))))
        : date(value, now);
  }

  private static boolean isNumber(@Nullable String value) {
    if (value == null || value.length() > LONGEST_VALUE) {
      return false;
    }
    try {
      return !Double.isNaN(Double.parseDouble(value));
    } catch (NumberFormatException e) {
      return false;
    }
  }

  private static OptionalLong date(String value, Instant now) {
    if (value.length() > LONGEST_VALUE) {
      return OptionalLong.empty();
    }
    try {
      Instant at = ZonedDateTime.parse(value, DateTimeFormatter.RFC_1123_DATE_TIME).toInstant();
      return OptionalLong.of(clamp((double) Duration.between(now, at).toSeconds()));
    } catch (DateTimeParseException e) {
      return OptionalLong.empty();
    }
  }

  private static long clamp(double seconds) {
    return Math.clamp((long) seconds, 0, MAX_SECONDS);
  }
}
