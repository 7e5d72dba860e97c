package dev.signalbox.gateway.provider;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.MultiMap;
import java.time.Instant;
import java.util.OptionalLong;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class RetryAfterTest {
  private static final Instant NOW = Instant.parse("2026-11-20T12:00:00Z");

  @Test
  void aWaitIsReadFromSecondsAndDatesRoundedUpAndClamped() {
    assertThat(wait("7")).hasValue(7);
    assertThat(wait("1.2")).hasValue(2);
    assertThat(wait("-5")).hasValue(0);
    assertThat(wait("1000000000")).hasValue(3_600);
    assertThat(wait("Infinity")).hasValue(3_600);
    assertThat(wait("Fri, 20 Nov 2026 12:00:30 GMT")).hasValue(30);
    assertThat(wait("Fri, 20 Nov 2020 12:00:30 GMT")).hasValue(0);
    assertThat(wait("soon")).isEmpty();
    assertThat(wait("NaN")).isEmpty();
    assertThat(wait("")).isEmpty();
    assertThat(wait("9".repeat(100))).isEmpty();
  }

  @Test
  void millisecondsAreMoreExact() {
    MultiMap headers = headers().set("retry-after", "30").set("retry-after-ms", "1500");

    assertThat(RetryAfter.seconds(headers, NOW)).hasValue(2);
  }

  @Test
  void withoutAWaitTheResetOfAUsedUpLimitIsOne() {
    MultiMap headers =
        headers()
            .set("x-ratelimit-limit-requests", "500")
            .set("x-ratelimit-remaining-requests", "0")
            .set("x-ratelimit-reset-requests", "1m2.5s");

    assertThat(RetryAfter.seconds(headers, NOW)).hasValue(63);
    headers.set("x-ratelimit-remaining-requests", "1");
    assertThat(RetryAfter.seconds(headers, NOW)).isEmpty();
  }

  @Property
  void anyTextIsReadOrNotButNeverFails(@ForAll String value) {
    assertThat(wait(value).orElse(0)).isBetween(0L, RetryAfter.MAX_SECONDS);
    MultiMap headers =
        headers()
            .set("x-ratelimit-limit-requests", value)
            .set("x-ratelimit-remaining-requests", value)
            .set("x-ratelimit-reset-requests", value);
    assertThat(QuotaHeaders.read(headers, NOW).map(QuotaHeaders.Used::resetMillis).orElse(0L))
        .isBetween(0L, 3_600_000L);
  }

  @ParameterizedTest
  @CsvSource({
    "1s, 1000",
    "120ms, 120",
    "6m0s, 360000",
    "1h2m3s, 3600000",
    "7.66s, 7660",
    "45, 45000",
    "2026-11-20T12:00:10Z, 10000",
    "2020-11-20T12:00:10Z, 0",
    "later, 60000",
  })
  void theTimeUntilALimitIsFullAgainComesInSeveralForms(String reset, long millis) {
    MultiMap headers =
        headers()
            .set("anthropic-ratelimit-tokens-limit", "1000")
            .set("anthropic-ratelimit-tokens-remaining", "100")
            .set("anthropic-ratelimit-tokens-reset", reset);

    assertThat(QuotaHeaders.read(headers, NOW)).contains(new QuotaHeaders.Used(90, millis));
  }

  @Test
  void theLimitThatIsUsedMostCounts() {
    MultiMap headers =
        headers()
            .set("x-ratelimit-limit-requests", "100")
            .set("x-ratelimit-remaining-requests", "80")
            .set("x-ratelimit-limit-tokens", "1000")
            .set("x-ratelimit-remaining-tokens", "50");

    assertThat(QuotaHeaders.read(headers, NOW)).contains(new QuotaHeaders.Used(95, 60_000));
    assertThat(QuotaHeaders.read(headers(), NOW)).isEmpty();
  }

  private static MultiMap headers() {
    return MultiMap.caseInsensitiveMultiMap();
  }

  private static OptionalLong wait(String value) {
    return RetryAfter.seconds(headers().set("retry-after", value), NOW);
  }
}
