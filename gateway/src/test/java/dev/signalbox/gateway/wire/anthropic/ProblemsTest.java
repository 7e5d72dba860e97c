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
    "503, brand_new_error, x, UNAVAILABLE",
    "400, invalid_request_error, input and max_tokens exceed context limit, CONTEXT_LENGTH",
    "400, invalid_request_error, above the Context Window, CONTEXT_LENGTH",
    "409, invalid_request_error, x, CONFLICT",
    "413, invalid_request_error, x, TOO_LARGE",
    "415, invalid_request_error, x, UNSUPPORTED_MEDIA_TYPE",
    "499, api_error, x, UPSTREAM",
    "500, api_error, x, UPSTREAM",
    "503, api_error, x, UNAVAILABLE",
    "529, api_error, x, OVERLOADED",
    "400, brand_new_error, prompt is too long, CONTEXT_LENGTH",
    "400, brand_new_error, x, INVALID_REQUEST",
    "499, brand_new_error, x, INVALID_REQUEST",
    "500, brand_new_error, x, UPSTREAM",
    "401, brand_new_error, x, AUTHENTICATION",
    "402, brand_new_error, x, QUOTA",
    "403, brand_new_error, x, PERMISSION",
    "404, brand_new_error, x, NOT_FOUND",
    "408, brand_new_error, x, UPSTREAM_TIMEOUT",
    "429, brand_new_error, x, RATE_LIMIT",
    "504, brand_new_error, x, UPSTREAM_TIMEOUT"
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
  void whatTheApiItselfSaidMoreGoesToItsClientsAndNothingOfOtherApis() {
    Problem own =
        Problem.of(ProblemKind.RATE_LIMIT, "x")
            .withDetails(Given.json("{'type':'rate_limit_error','message':'y','details':{'a':1}}"));
    Problem other =
        Problem.of(ProblemKind.RATE_LIMIT, "x")
            .withDetails(Given.json("{'type':'rate_limit_error','code':null,'details':{'a':1}}"));
    Problem others =
        Problem.of(ProblemKind.RATE_LIMIT, "x")
            .withDetails(Given.json("{'type':'rate_limit_error','param':null,'details':{'a':1}}"));
    Problem foreign =
        Problem.of(ProblemKind.RATE_LIMIT, "x")
            .withDetails(Given.json("{'type':'requests','details':{'a':1}}"));
    JsonNode plain = Given.json("{'type':'rate_limit_error','message':'x'}");

    assertThat(Given.CLIENT.encodeProblem(own, "r").path("error"))
        .isEqualTo(Given.json("{'type':'rate_limit_error','message':'x','details':{'a':1}}"));
    assertThat(Given.CLIENT.encodeProblem(other, "r").path("error")).isEqualTo(plain);
    assertThat(Given.CLIENT.encodeProblem(others, "r").path("error")).isEqualTo(plain);
    assertThat(Given.CLIENT.encodeProblem(foreign, "r").path("error")).isEqualTo(plain);
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
