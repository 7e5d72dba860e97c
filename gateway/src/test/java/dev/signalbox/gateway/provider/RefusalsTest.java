package dev.signalbox.gateway.provider;

import static org.assertj.core.api.Assertions.assertThat;

import dev.signalbox.gateway.provider.Refusals.Verdict;
import dev.signalbox.gateway.wire.problem.Problem;
import dev.signalbox.gateway.wire.problem.ProblemKind;
import io.vertx.core.MultiMap;
import java.time.Instant;
import java.util.List;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class RefusalsTest {
  private static final Instant NOW = Instant.parse("2026-11-20T12:00:00Z");

  @ParameterizedTest
  @CsvSource({
    "400,CLIENT_AT_FAULT",
    "404,CLIENT_AT_FAULT",
    "413,CLIENT_AT_FAULT",
    "422,CLIENT_AT_FAULT",
    "401,KEY_AT_FAULT",
    "403,KEY_AT_FAULT",
    "408,TRY_NEXT",
    "409,TRY_NEXT",
    "425,TRY_NEXT",
    "429,TRY_NEXT",
    "500,TRY_NEXT",
    "503,TRY_NEXT",
    "529,TRY_NEXT"
  })
  void aStatusSaysWhoIsAtFault(int status, Verdict verdict) {
    Problem problem = Problem.of(ProblemKind.UPSTREAM, "no");

    assertThat(Refusals.verdict(status, problem)).isEqualTo(verdict);
  }

  @Test
  void aBadKeyIsTheKeysFaultWhateverItsStatus() {
    Problem badKey = Problem.of(ProblemKind.AUTHENTICATION, "API key not valid");

    assertThat(Refusals.verdict(400, badKey)).isEqualTo(Verdict.KEY_AT_FAULT);
  }

  @Test
  void aWaitIsReadFromSecondsAndDatesAndClamped() {
    assertThat(wait("7")).hasValue(7);
    assertThat(wait("1.9")).hasValue(1);
    assertThat(wait("-5")).hasValue(0);
    assertThat(wait("1000000000")).hasValue(3_600);
    assertThat(wait("Fri, 20 Nov 2026 12:00:30 GMT")).hasValue(30);
    assertThat(wait("Fri, 20 Nov 2020 12:00:30 GMT")).hasValue(0);
    assertThat(wait("soon")).isEmpty();
    assertThat(wait("9".repeat(100))).isEmpty();
  }

  @Test
  void keysTakeTurnsAndABenchedOneSitsOut() {
    Credential first = new Credential("p#1", "a");
    Credential second = new Credential("p#2", "b");
    KeyRing ring = new KeyRing(List.of(first, second));

    assertThat(ring.take(0)).contains(first);
    assertThat(ring.take(0)).contains(second);
    ring.bench(first, 100);
    assertThat(ring.take(50)).contains(second);
    assertThat(ring.take(99)).contains(second);
    assertThat(ring.take(100)).contains(first);
    ring.bench(first, 200);
    ring.bench(second, 200);
    assertThat(ring.take(150)).isEmpty();
    assertThat(ring.benched(150)).isEqualTo(2);
  }

  private static OptionalLong wait(String value) {
    return Refusals.retryAfterSeconds(
        MultiMap.caseInsensitiveMultiMap().set("retry-after", value), NOW);
  }
}
