package dev.signalbox.gateway.wire.gemini;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.signalbox.gateway.wire.json.StrictJson;
import dev.signalbox.gateway.wire.problem.Problem;
import dev.signalbox.gateway.wire.problem.ProblemKind;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** Errors, both ways. */
final class GeminiProblemTest {
  private static JsonNode error(String details) {
    return Samples.json(
        "{'error':{'code':429,'message':'slow down','status':'RESOURCE_EXHAUSTED','details':[%s]}}"
            .formatted(details));
  }

  @ParameterizedTest
  @CsvSource({
    "400, INVALID_ARGUMENT, no, INVALID_REQUEST",
    "400, INVALID_ARGUMENT, API key not valid. Please pass a valid API key., AUTHENTICATION",
    "400, FAILED_PRECONDITION, not available in your country, PERMISSION",
    "400, INVALID_ARGUMENT, The input token count (9) exceeds the maximum number of tokens allowed (5)., CONTEXT_LENGTH",
    "401, UNAUTHENTICATED, no, AUTHENTICATION",
    "403, PERMISSION_DENIED, no, PERMISSION",
    "404, NOT_FOUND, models/x is not found, MODEL_NOT_FOUND",
    "404, NOT_FOUND, no, NOT_FOUND",
    "413, INVALID_ARGUMENT, no, TOO_LARGE",
    "429, RESOURCE_EXHAUSTED, no, RATE_LIMIT",
    "500, INTERNAL, no, UPSTREAM",
    "503, UNAVAILABLE, The model is overloaded., OVERLOADED",
    "503, UNAVAILABLE, no, UNAVAILABLE",
    "504, DEADLINE_EXCEEDED, no, UPSTREAM_TIMEOUT",
  })
  void readsAStatusAndItsWords(int status, String name, String message, ProblemKind kind) {
    Problem problem =
        Samples.PROVIDER.decodeProblem(
            status,
            Samples.json(
                "{'error':{'code':%d,'message':'%s','status':'%s'}}"
                    .formatted(status, message, name)));

    assertThat(problem.kind()).isEqualTo(kind);
    assertThat(problem.message()).isEqualTo(message);
    assertThat(problem.code()).contains(name);
    assertThat(problem.upstreamStatus()).hasValue(status);
  }

  @Test
  void readsABadKeyFromTheReason() {
    JsonNode body =
        Samples.json(
            "{'error':{'code':400,'message':'no','status':'INVALID_ARGUMENT','details':[{'@type':"
                + "'type.googleapis.com/google.rpc.ErrorInfo','reason':'API_KEY_INVALID'}]}}");

    assertThat(Samples.PROVIDER.decodeProblem(400, body).kind())
        .isEqualTo(ProblemKind.AUTHENTICATION);
  }

  @Test
  void readsWhenToTryAgainAndWritesItBack() {
    String retry = "{'@type':'type.googleapis.com/google.rpc.RetryInfo','retryDelay':'34.4s'}";
    Problem problem = Samples.PROVIDER.decodeProblem(429, error(retry));

    assertThat(problem.retryAfterSeconds()).hasValue(35);
    assertThat(Samples.CLIENT.encodeProblem(problem, "req-1"))
        .isEqualTo(
            error(
                retry
                    + ",{'@type':'type.googleapis.com/google.rpc.RequestInfo',"
                    + "'requestId':'req-1'}"));
  }

  @Test
  void readsADailyQuotaAsQuota() {
    assertThat(
            Samples.PROVIDER
                .decodeProblem(
                    429,
                    error(
                        "{'@type':'type.googleapis.com/google.rpc.QuotaFailure',"
                            + "'violations':[{'quotaId':'RequestsPerDayPerProject'}]}"))
                .kind())
        .isEqualTo(ProblemKind.QUOTA);
  }

  @Test
  void readsAnErrorInAnArrayAndAnswersThatAreNoJson() {
    JsonNode array = StrictJson.object().arrayNode().add(error(""));

    assertThat(Samples.PROVIDER.decodeProblem(429, array).message()).isEqualTo("slow down");
    assertThat(Samples.PROVIDER.decodeProblem(502, StrictJson.object().textNode("<html>")).kind())
        .isEqualTo(ProblemKind.UPSTREAM);
    assertThat(Samples.PROVIDER.decodeProblem(200, error("")).kind())
        .isEqualTo(ProblemKind.RATE_LIMIT);
  }

  @ParameterizedTest
  @EnumSource(ProblemKind.class)
  void writesEveryKindWithItsStatus(ProblemKind kind) {
    Problem problem = Problem.of(kind, "words").withParam("a.b").withRetryAfter(3);
    JsonNode error = Samples.CLIENT.encodeProblem(problem, "").path("error");

    assertThat(error.path("code").asInt()).isEqualTo(Samples.CLIENT.statusOf(problem));
    assertThat(error.path("message").asText()).isEqualTo("words");
    assertThat(error.path("status").asText()).matches("[A-Z_]+");
    assertThat(error.path("details").path(0).path("retryDelay").asText()).isEqualTo("3s");
    Problem read =
        Samples.PROVIDER.decodeProblem(
            error.path("code").asInt(), Samples.CLIENT.encodeProblem(problem, ""));
    assertThat(read.param()).isEqualTo(Optional.of("a.b"));
    assertThat(read.kind().status() / 100).isEqualTo(kind.status() / 100);
  }
}
