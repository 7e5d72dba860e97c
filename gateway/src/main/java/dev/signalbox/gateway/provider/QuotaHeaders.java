package dev.signalbox.gateway.provider;

import io.vertx.core.MultiMap;
import io.vertx.core.http.HttpHeaders;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * What answers say of the provider's own limits: {@code x-ratelimit-*} (<a
 * href="https://platform.openai.com/docs/guides/rate-limits">OpenAI, "rate limits in headers"</a>)
 * and {@code anthropic-ratelimit-*} (<a
 * href="https://docs.anthropic.com/en/api/rate-limits">Anthropic, "response headers"</a>), read
 * 2026-11.
 */
public final class QuotaHeaders {
  private static final long UNKNOWN_RESET_MILLIS = 60_000;
  private static final Duration MOST_RESET = Duration.ofHours(1);
  private static final int LONGEST_VALUE = 40;

  /** Names of limit, what remains, and the time until it is full again. */
  private record Names(CharSequence limit, CharSequence remaining, CharSequence reset) {
    private static Names of(String limit, String remaining, String reset) {
      return new Names(
          HttpHeaders.createOptimized(limit),
          HttpHeaders.createOptimized(remaining),
          HttpHeaders.createOptimized(reset));
    }

    static Names openAi(String what) {
      return of(
          "x-ratelimit-limit-" + what,
          "x-ratelimit-remaining-" + what,
          "x-ratelimit-reset-" + what);
    }

    static Names anthropic(String what) {
      String start = "anthropic-ratelimit-" + what;
      return of(start + "-limit", start + "-remaining", start + "-reset");
    }
  }

  private static final List<Names> ALL =
      List.of(
          Names.openAi("requests"),
          Names.openAi("tokens"),
          Names.anthropic("requests"),
          Names.anthropic("tokens"),
          Names.anthropic("input-tokens"),
          Names.anthropic("output-tokens"));

  private static final Pattern SPAN =
      Pattern.compile("(?:(\\d{1,4})h)?(?:(\\d{1,4})m(?!s))?(?:(\\d{1,5}(?:\\.\\d{1,9})?)(s|ms))?");

  private QuotaHeaders() {}

  /**
   * The limit that is used most.
   *
   * @param usedPercent from 0 to 100
   * @param resetMillis until it is full again, at least 0
   */
  public record Used(int usedPercent, long resetMillis) {}

  /** The limit that is used most; empty when the answer says nothing readable. */
  public static Optional<Used> read(MultiMap headers, Instant now) {
    Optional<Used> most = Optional.empty();
    for (Names names : ALL) {
      Optional<Used> used = read(headers, names, now);
      if (used.isPresent()
          && (most.isEmpty() || used.get().usedPercent() > most.get().usedPercent())) {
        most = used;
      }
    }
    return most;
  }

  private static Optional<Used> read(MultiMap headers, Names names, Instant now) {
    long limit = number(headers.get(names.limit()));
    if (limit <= 0) {
      return Optional.empty();
    }
    long remaining = number(headers.get(names.remaining()));
    if (remaining < 0) {
      return Optional.empty();
    }
    long used = Math.max(0, limit - remaining);
    return Optional.of(
        new Used(
            (int) (100.0 * used / limit),
            Math.clamp(resetMillis(headers.get(names.reset()), now), 0, MOST_RESET.toMillis())));
  }

  private static long number(@Nullable String text) {
    return text != null
            && text.length() <= 15
            && text.chars().allMatch(Character::isDigit)
            && !text.isEmpty()
        ? Long.parseLong(text)
        : -1;
  }

  /** {@code 1m30.5s} and the like, a moment, or plain seconds. */
  private static long resetMillis(@Nullable String text, Instant now) {
    if (text == null || text.isEmpty() || text.length() > LONGEST_VALUE) {
      return UNKNOWN_RESET_MILLIS;
    }
    if (number(text) >= 0) {
      return number(text) * 1_000;
    }
    Matcher span = SPAN.matcher(text);
    if (span.matches()) {
      return millis(span);
    }
    try {
      return within(Duration.between(now, Instant.parse(text)));
    } catch (DateTimeException e) {
      return UNKNOWN_RESET_MILLIS;
    }
  }

  /** Of moments a billion years away, milliseconds are no number any more. */
  private static long within(Duration reset) {
    if (reset.isNegative()) {
      return 0;
    }
    return reset.compareTo(MOST_RESET) > 0 ? MOST_RESET.toMillis() : reset.toMillis();
  }

  private static long millis(Matcher span) {
    long millis = 0;
    if (span.group(1) != null) {
      millis += Long.parseLong(span.group(1)) * 3_600_000;
    }
    if (span.group(2) != null) {
      millis += Long.parseLong(span.group(2)) * 60_000;
    }
    if (span.group(3) != null) {
      double last = Double.parseDouble(span.group(3));
      millis += Math.round("s".equals(span.group(4)) ? last * 1_000 : last);
    }
    return millis;
  }
}
