package dev.signalbox.gateway.pipeline.taking;

import dev.signalbox.gateway.limit.LimitState;
import dev.signalbox.gateway.wire.model.Protocol;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Stream;

/**
 * The headers in which clients look for what they may still take: {@code x-ratelimit-*} (<a
 * href="https://platform.openai.com/docs/guides/rate-limits">OpenAI, "rate limits in headers"</a>)
 * and {@code anthropic-ratelimit-*} (<a
 * href="https://docs.anthropic.com/en/api/rate-limits">Anthropic, "response headers"</a>), read
 * 2026-11. Gemini's API has none.
 */
final class LimitHeads {
  private static final long SECOND_MILLIS = 1_000;
  private static final long MINUTE_MILLIS = 60_000;
  private static final long HOUR_MILLIS = 3_600_000;

  private LimitHeads() {}

  /** Of several limits the one with the least left is told. */
  static Map<String, String> of(Protocol client, List<LimitState> states, Instant now) {
    if (states.isEmpty()) {
      return Map.of();
    }
    Map<String, String> heads = new LinkedHashMap<>();
    least(states, state -> both(state.requestsPerMinute(), state.requestsPerDay()))
        .ifPresent(rate -> heads.putAll(of(client, "requests", rate, now)));
    least(states, state -> state.tokensPerMinute().stream())
        .ifPresent(rate -> heads.putAll(of(client, "tokens", rate, now)));
    return heads;
  }

  private static Stream<LimitState.Rate> both(
      Optional<LimitState.Rate> one, Optional<LimitState.Rate> other) {
    List<LimitState.Rate> rates = new ArrayList<>();
    one.ifPresent(rates::add);
    other.ifPresent(rates::add);
    return rates.stream();
  }

  private static Optional<LimitState.Rate> least(
      List<LimitState> states, Function<LimitState, Stream<LimitState.Rate>> rates) {
    return states.stream()
        .flatMap(rates)
        .min(
            Comparator.comparingLong(LimitState.Rate::remaining)
                .thenComparingLong(LimitState.Rate::limit));
  }

  private static Map<String, String> of(
      Protocol client, String what, LimitState.Rate rate, Instant now) {
    String limit = Long.toString(rate.limit());
    String remaining = Long.toString(rate.remaining());
    return switch (client) {
      case CHAT, RESPONSES ->
          Map.of(
              "x-ratelimit-limit-" + what, limit,
              "x-ratelimit-remaining-" + what, remaining,
              "x-ratelimit-reset-" + what, span(rate.untilFull()));
      case ANTHROPIC ->
          Map.of(
              "anthropic-ratelimit-" + what + "-limit", limit,
              "anthropic-ratelimit-" + what + "-remaining", remaining,
              "anthropic-ratelimit-" + what + "-reset", moment(now.plus(rate.untilFull())));
      case GEMINI -> Map.of();
    };
  }

  /** Rounded up to a second. */
  private static String moment(Instant at) {
    return at.plusNanos(999_999_999).truncatedTo(ChronoUnit.SECONDS).toString();
  }

  /** As OpenAI writes it: {@code 6ms}, {@code 1.5s}, {@code 1m51.595s}, {@code 23h59m0s}. */
  static String span(Duration duration) {
    long millis = duration.plusNanos(999_999).toMillis();
    if (millis < SECOND_MILLIS) {
      return millis + "ms";
    }
    StringBuilder text = new StringBuilder();
    if (millis >= HOUR_MILLIS) {
      text.append(millis / HOUR_MILLIS).append('h');
    }
    if (millis >= MINUTE_MILLIS) {
      text.append(millis % HOUR_MILLIS / MINUTE_MILLIS).append('m');
    }
    long rest = millis % MINUTE_MILLIS;
    text.append(rest / SECOND_MILLIS);
    if (rest % SECOND_MILLIS != 0) {
      String fraction = Long.toString(SECOND_MILLIS + rest % SECOND_MILLIS).substring(1);
      text.append('.').append(fraction.replaceFirst("0+$", ""));
    }
    return text.append('s').toString();
  }
}
