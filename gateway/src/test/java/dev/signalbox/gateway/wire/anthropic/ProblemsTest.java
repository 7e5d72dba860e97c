package dev.signalbox.gateway.wire.anthropic;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.TextNode;
import dev.signalbox.gateway.wire.problem.Problem;
import dev.signalbox.gateway.wire.problem.ProblemException;
import dev.signalbox.gateway.wire.problem.ProblemKind;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class ProblemsTest {
  @ParameterizedTest
  @CsvSource({
    "INVALID_REQUEST, 400, invalid_request_error",
    "CONTEXT_LENGTH, 400, invalid_request_error",
    "AUTHENTICATION, 401, authentication_error",
    "PERMISSION, 403, permission_error",
    "NOT_FOUND, 404, not_found_error",
    "MODEL_NOT_FOUND, 404, not_found_error",
    "TOO_LARGE, 413, request_too_large",
    "RATE_LIMIT, 429, rate_limit_error",
    "QUOTA, 429, rate_limit_error",
    "INTERNAL, 500, api_error",
    "UPSTREAM, 502, api_error",
    "UNAVAILABLE, 503, api_error",
    "UPSTREAM_TIMEOUT, 504, api_error",
    "OVERLOADED, 529, overloaded_error"
  })
  void writesEveryKindInTheShapeOfTheApi(ProblemKind kind, int status, String type) {
    Problem problem = Problem.of(kind, "what was wrong");

    assertThat(Given.CLIENT.statusOf(problem)).isEqualTo(status);
    assertThat(Given.CLIENT.encodeProblem(problem, "req_1"))
        .isEqualTo(
            Given.json(
                "{'type':'error','error':{'type':'%s','message':'what was wrong'},'request_id':'req_1'}"
                    .formatted(type)));
  }

  @ParameterizedTest
  @CsvSource({
    "400, invalid_request_error, x, INVALID_REQUEST",
    "400, invalid_request_error, prompt is too long: 9 tokens > 8 maximum, CONTEXT_LENGTH",
    "400, invalid_request_error, Your credit balance is too low, QUOTA",
    "401, authentication_error, x, AUTHENTICATION",
    "402, billing_error, x, QUOTA",
    "403, permission_error, x, PERMISSION",
    "404, not_found_error, x, NOT_FOUND",
    "404, not_found_error, model: y, MODEL_NOT_FOUND",
    "413, request_too_large, x, TOO_LARGE",
    "429, rate_limit_error, x, RATE_LIMIT",
    "500, api_error, x, UPSTREAM",
    "504, timeout_error, x, UPSTREAM_TIMEOUT",
    "529, overloaded_error, x, OVERLOADED",
    "503, brand_new_error, x, UNAVAILABLE"
  })
  void readsEveryErrorTypeOfTheApi(int status, String type, String message, ProblemKind kind) {
    JsonNode body =
        Given.json(
            "{'type':'error','error':{'type':'%s','message':'%s'}}".formatted(type, message));

    assertThat(Given.PROVIDER.decodeProblem(status, body))
        .isEqualTo(
            Problem.of(kind, message).withDetails(body.path("error")).withUpstreamStatus(status));
  }

  @Test
  void readsAnswersThatAreNotJson() {
    assertThat(Given.PROVIDER.decodeProblem(502, TextNode.valueOf("<html>")).message())
        .isEqualTo("the provider answered with status 502");
    assertThat(Given.PROVIDER.decodeProblem(503, TextNode.valueOf("try later")).message())
        .isEqualTo("try later");
  }

  @Test
  void takesAnErrorWithStatus200ForAFailure() {
    ProblemException thrown =
        catchThrowableOfType(
            ProblemException.class,
            () ->
                Given.PROVIDER.decodeReply(
                    Given.json("{'type':'error','error':{'type':'api_error','message':'no'}}")));

    assertThat(thrown.problem().kind()).isEqualTo(ProblemKind.UPSTREAM);
    assertThat(thrown.problem().message()).isEqualTo("no");
  }

  @Test
  void refusesABodyThatIsNoMessage() {
    ProblemException thrown =
        catchThrowableOfType(
            ProblemException.class, () -> Given.PROVIDER.decodeReply(Given.json("{'id':'x'}")));

    assertThat(thrown.problem().kind()).isEqualTo(ProblemKind.UPSTREAM);
  }
}
