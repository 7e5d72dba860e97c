package dev.signalbox.gateway.pipeline.taking;

import static org.assertj.core.api.Assertions.assertThat;

import dev.signalbox.gateway.limit.Limit;
import dev.signalbox.gateway.limit.LimitScope;
import dev.signalbox.gateway.limit.LimitState;
import dev.signalbox.gateway.wire.model.Protocol;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class LimitHeadsTest {
  private static final Instant NOW = Instant.parse("2026-11-26T12:00:00.2Z");
  private static final Limit LIMIT =
      new Limit(
          "a",
          LimitScope.KEY,
          "*",
          OptionalLong.of(60),
          OptionalLong.of(1_000),
          OptionalLong.of(9_000),
          OptionalInt.of(3));
  private static final List<LimitState> STATES =
      List.of(state(rate(60, 58), rate(1_000, 12), rate(9_000, 100)), state(rate(60, 59)));

  @Test
  void tellsOpenAiClientsTheLimitWithTheLeastLeft() {
    Map<String, String> expected =
        Map.of(
            "x-ratelimit-limit-requests", "1000",
            "x-ratelimit-remaining-requests", "12",
            "x-ratelimit-reset-requests", "1m51.595s",
            "x-ratelimit-limit-tokens", "9000",
            "x-ratelimit-remaining-tokens", "100",
            "x-ratelimit-reset-tokens", "1m51.595s");

    assertThat(LimitHeads.of(Protocol.CHAT, STATES, NOW)).isEqualTo(expected);
    assertThat(LimitHeads.of(Protocol.RESPONSES, STATES, NOW)).isEqualTo(expected);
  }

  @Test
  void tellsAnthropicClientsTheMomentItIsFull() {
    assertThat(LimitHeads.of(Protocol.ANTHROPIC, STATES, NOW))
        .isEqualTo(
            Map.of(
                "anthropic-ratelimit-requests-limit", "1000",
                "anthropic-ratelimit-requests-remaining", "12",
                "anthropic-ratelimit-requests-reset", "2026-11-26T12:01:52Z",
                "anthropic-ratelimit-tokens-limit", "9000",
                "anthropic-ratelimit-tokens-remaining", "100",
                "anthropic-ratelimit-tokens-reset", "2026-11-26T12:01:52Z"));
  }

  @Test
  void tellsNothingWhereThereIsNothingToTell() {
    assertThat(LimitHeads.of(Protocol.GEMINI, STATES, NOW)).isEmpty();
    assertThat(LimitHeads.of(Protocol.CHAT, List.of(), NOW)).isEmpty();
    assertThat(LimitHeads.of(Protocol.CHAT, List.of(state()), NOW)).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({
    "PT0S, 0ms",
    "PT0.0000001S, 1ms",
    "PT0.006S, 6ms",
    "PT1.5S, 1.5s",
    "PT59.05S, 59.05s",
    "PT1M, 1m0s",
    "PT1M51.595S, 1m51.595s",
    "PT23H59M59S, 23h59m59s",
    "PT48H, 48h0m0s"
  })
  void writesTimesAsOpenAiDoes(Duration time, String expected) {
    assertThat(LimitHeads.span(time)).isEqualTo(expected);
  }

  private static LimitState.Rate rate(long limit, long remaining) {
    return new LimitState.Rate(limit, remaining, Duration.ofMillis(111_595));
  }

  /** Requests in a minute, in a day, tokens in a minute. */
  private static LimitState state(LimitState.Rate... rates) {
    return new LimitState(
        LIMIT, "blue", get(rates, 0), get(rates, 1), get(rates, 2), OptionalInt.of(1));
  }

  private static Optional<LimitState.Rate> get(LimitState.Rate[] rates, int place) {
    return place < rates.length ? Optional.of(rates[place]) : Optional.empty();
  }
}
