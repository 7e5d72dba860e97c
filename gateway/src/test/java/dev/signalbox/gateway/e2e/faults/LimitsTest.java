package dev.signalbox.gateway.e2e.faults;

import static org.assertj.core.api.Assertions.assertThat;

import dev.signalbox.analytics.record.AttemptRecord;
import dev.signalbox.gateway.e2e.ClientApi;
import dev.signalbox.gateway.simulator.RawUpstream.Act;
import dev.signalbox.gateway.simulator.Step;
import java.net.http.HttpResponse;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Keys that sit out, bounds of providers, the retry budget and the deadline. */
final class LimitsTest {
  private static final String JSON = "content-type: application/json\r\n";

  @ParameterizedTest(name = "{0}")
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          U01 a rate limit  | 429 Too Many Requests | retry-after: 60 | rate_limited
          U02 a spent quota | 429 Too Many Requests | x-other: 1      | credentials_benched
          U04 a refused key | 401 Unauthorized      | x-other: 1      | credentials_benched
          """)
  void aKeyThatIsRefusedIsNotUsedAgainForAWhile(
      String what, String status, String header, String code) {
    try (Faulty faulty =
            Faulty.answering(
                Wire.answer(status, JSON + header + "\r\n", Wire.error("error", "x")));
        Bench bench = new Bench(faulty, Row.LIMITS)) {
      bench.ask(Bench.BOTH);

      HttpResponse<byte[]> second = bench.ask(Bench.BOTH);
      HttpResponse<byte[]> alone = bench.ask(Bench.ALONE);

      assertThat(faulty.connections().getAsInt()).as(what).isEqualTo(1);
      assertThat(bench.record(second).attempts().getLast().outcome()).isEqualTo("answered");
      assertThat(alone.statusCode()).isEqualTo(code.equals("rate_limited") ? 429 : 503);
      assertThat(alone.headers().firstValueAsLong("retry-after").orElse(0)).isBetween(1L, 61L);
      assertThat(alone.headers().firstValue("x-signalbox-error")).contains(code);
      assertThat(bench.counted("upstream_.*")).isEqualTo(1);
      assertThat(bench.deployment(Bench.ALONE).path("benched_keys").asInt()).isEqualTo(1);
      assertThat(bench.deployment(Bench.ALONE).path("circuit").asText()).isEqualTo("closed");
    }
  }

  @Test
  @DisplayName("U01 when all are limited the client hears the shortest wait")
  void ofSeveralLimitsTheShortestWaitIsTold() {
    String limited =
        Wire.answer(
            "429 Too Many Requests",
            JSON + "retry-after: 7\r\n",
            Wire.error("rate_limit_error", "rate_limit_exceeded"));
    try (Faulty faulty = Faulty.answering(limited);
        Bench bench = new Bench(faulty, Row.LIMITS)) {
      bench.gateway().script().then(Step.Status.of(429, "retry-after", "30"));

      HttpResponse<byte[]> response = bench.ask(Bench.BOTH);

      assertThat(response.statusCode()).isEqualTo(429);
      assertThat(response.headers().firstValue("retry-after")).contains("7");
    }
  }

  @Test
  @DisplayName("K06 a provider that fails always gets at most a fifth more than what was asked")
  void aStormOfRetriesStaysWithinItsBudget() {
    int offered = 300;
    try (Faulty faulty =
            Faulty.answering(Wire.answer("500 Oops", JSON, Wire.error("server_error", "x")));
        Bench bench =
            Bench.retrying(
                faulty,
                Row.LIMITS + "breaker = { min_calls = 10000 }",
                "backoff_ms = 1\nmax_backoff_ms = 2\nfloor_per_second = 1\n")) {
      for (int i = 0; i < offered; i += 20) {
        bench.askAtOnce(Bench.ALONE, 20);
      }

      assertThat(faulty.connections().getAsInt()).isBetween(offered + 1, offered * 12 / 10);
      assertThat(bench.counted("retry_budget_empty")).isPositive();
      assertThat(bench.counted("retried"))
          .as("calls beyond the first of a request")
          .isBetween(1L, offered / 5L);
    }
  }

  @Test
  @DisplayName("U03 a busy provider that is the only one is asked again")
  void aBusyProviderThatIsTheOnlyOneIsAskedAgain() {
    try (Faulty faulty = Faulty.refusing();
        Bench bench = new Bench(faulty, Row.LIMITS)) {
      bench.gateway().script().then(Step.Status.of(503)).then(Step.Status.of(500));

      HttpResponse<byte[]> response = bench.ask("good/m");

      assertThat(response.statusCode()).isEqualTo(200);
      assertThat(bench.record(response).attempts())
          .extracting(AttemptRecord::outcome)
          .containsExactly("upstream_overloaded", "upstream_status", "answered");
      assertThat(bench.counted("retried")).isEqualTo(2);
    }
  }

  @Test
  @DisplayName("U03 a wait that is too long is the client's business")
  void aLongWaitIsTheClientsBusiness() {
    try (Faulty faulty = Faulty.refusing();
        Bench bench = new Bench(faulty, Row.LIMITS)) {
      bench.gateway().script().then(Step.Status.of(503, "retry-after", "20"));

      HttpResponse<byte[]> response = bench.ask("good/m");

      assertThat(response.statusCode()).isEqualTo(503);
      assertThat(response.headers().firstValue("retry-after")).contains("20");
      assertThat(bench.gateway().simulator().arrived()).isEqualTo(1);
    }
  }

  @Test
  @DisplayName("O08 no more calls are under way than allowed")
  void noMoreCallsAreUnderWayThanAllowed() {
    try (Faulty faulty =
            Faulty.raw(
                new Act.ReadRequest(),
                new Act.Pause(500),
                Act.text(Wire.json("200 OK", Wire.CHAT)),
                new Act.Close());
        Bench bench = new Bench(faulty, "first_byte_timeout_ms = 9000\nmax_in_flight = 2\n")) {
      List<HttpResponse<byte[]>> responses = bench.askAtOnce(Bench.ALONE, 6);

      assertThat(responses).filteredOn(each -> each.statusCode() == 200).hasSize(2);
      assertThat(responses)
          .filteredOn(each -> each.statusCode() == 503)
          .hasSize(4)
          .allMatch(each -> each.headers().firstValue("retry-after").isPresent());
      assertThat(faulty.connections().getAsInt()).isEqualTo(2);
    }
  }

  @Test
  @DisplayName("U01 requests beyond the minute's quota go elsewhere")
  void requestsBeyondTheQuotaGoElsewhere() {
    try (Faulty faulty = Faulty.answering(Wire.json("200 OK", Wire.CHAT));
        Bench bench = new Bench(faulty, Row.LIMITS + "requests_per_minute = 2\n")) {
      List<String> served =
          List.of(
              bench.record(bench.ask(Bench.BOTH)).served(),
              bench.record(bench.ask(Bench.BOTH)).served(),
              bench.record(bench.ask(Bench.BOTH)).served());

      assertThat(served).containsExactly("faulty/m", "faulty/m", "good/m");
      assertThat(bench.ask(Bench.ALONE).statusCode()).isEqualTo(503);
      assertThat(bench.deployment(Bench.ALONE).path("quota_used_percent").asInt()).isEqualTo(100);
    }
  }

  @Test
  @DisplayName("C07 the request's own time bounds all attempts together")
  void oneDeadlineBoundsAllAttempts() {
    try (Faulty faulty = Faulty.raw(new Act.ReadRequest(), new Act.AwaitClose());
        Bench bench =
            Bench.serving(faulty, "first_byte_timeout_ms = 800\n", "request_timeout_ms = 1000\n")) {
      bench.gateway().script().then(new Step.NoAnswer());

      HttpResponse<byte[]> response = bench.ask(ClientApi.CHAT, Bench.BOTH, false);

      assertThat(response.statusCode()).isEqualTo(504);
      assertThat(response.headers().firstValue("x-signalbox-error")).contains("request_deadline");
      assertThat(bench.record(response).timing().millis()).isBetween(1_000L, 1_250L);
      assertThat(bench.record(response).attempts())
          .extracting(AttemptRecord::outcome)
          .containsExactly("upstream_timeout", "request_deadline");
    }
  }
}
