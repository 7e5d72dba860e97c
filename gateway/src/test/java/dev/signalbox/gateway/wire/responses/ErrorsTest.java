package dev.signalbox.gateway.wire.responses;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import dev.signalbox.gateway.wire.problem.Problem;
import dev.signalbox.gateway.wire.problem.ProblemException;
import dev.signalbox.gateway.wire.problem.ProblemKind;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

final class ErrorsTest {
  @ParameterizedTest
  @CsvSource({
    "INVALID_REQUEST, 400, invalid_request_error,",
    "CONTEXT_LENGTH,  400, invalid_request_error, context_length_exceeded",
    "AUTHENTICATION,  401, invalid_request_error, invalid_api_key",
    "PERMISSION,      403, permission_denied,",
    "MODEL_NOT_FOUND, 404, invalid_request_error, model_not_found",
    "TOO_LARGE,       413, invalid_request_error,",
    "RATE_LIMIT,      429, rate_limit_error,      rate_limit_exceeded",
    "QUOTA,           429, insufficient_quota,    insufficient_quota",
    "UPSTREAM,        502, server_error,",
    "OVERLOADED,      503, server_error,",
    "INTERNAL,        500, server_error,",
  })
  void writesEachKindInTheShapeOfTheApi(ProblemKind kind, int status, String type, String code) {
    Problem problem = Problem.of(kind, "no");

    ObjectNode expected = Wire.json("{'error':{'message':'no','param':null}}");
    ((ObjectNode) expected.path("error")).put("type", type).put("code", code);
    assertThat(Wire.CLIENT.statusOf(problem)).isEqualTo(status);
    assertThat(Wire.CLIENT.encodeProblem(problem, "req_1")).isEqualTo(expected);
  }

  @ParameterizedTest
  @EnumSource
  void everyKindHasAStatusAndAType(ProblemKind kind) {
    Problem problem = Problem.of(kind, "no");

    assertThat(Wire.CLIENT.statusOf(problem)).isBetween(400, 599);
    assertThat(Wire.CLIENT.encodeProblem(problem, "r").path("error").path("type").asText())
        .isNotEmpty();
  }

  @ParameterizedTest
  @CsvSource({
    "400, INVALID_REQUEST",
    "403, PERMISSION",
    "404, NOT_FOUND",
    "413, TOO_LARGE",
    "422, INVALID_REQUEST",
    "429, RATE_LIMIT",
    "500, UPSTREAM",
    "502, UPSTREAM",
    "503, UNAVAILABLE",
    "504, UPSTREAM_TIMEOUT",
    "529, OVERLOADED",
  })
  void takesTheKindFromTheStatusWhenTheBodySaysNothing(int status, ProblemKind kind) {
    Problem problem = Wire.PROVIDER.decodeProblem(status, TextNode.valueOf("<html>gateway</html>"));

    assertThat(problem)
        .isEqualTo(
            Problem.of(kind, "the provider failed without saying why").withUpstreamStatus(status));
  }

  @Test
  void passesNoTextOnThatMayQuoteTheKey() {
    Problem problem =
        Wire.PROVIDER.decodeProblem(
            401, Wire.json("{'error':{'message':'bad key sk-secret','code':'invalid_api_key'}}"));

    assertThat(problem)
        .isEqualTo(
            Problem.of(ProblemKind.AUTHENTICATION, "the provider refused the credential")
                .withCode("invalid_api_key")
                .withUpstreamStatus(401));
  }

  @Test
  void keepsNothingOfAnotherProtocolsErrorObject() {
    Problem problem =
        Problem.of(ProblemKind.OVERLOADED, "Overloaded")
            .withDetails(Wire.json("{'type':'overloaded_error','message':'Overloaded','x':1}"));

    assertThat(Wire.CLIENT.encodeProblem(problem, "r"))
        .isEqualTo(
            Wire.json(
                "{'error':{'message':'Overloaded','type':'server_error','param':null,"
                    + "'code':null}}"));
  }

  @Test
  void anErrorInASuccessfulAnswerIsAFailure() {
    ObjectNode bare = Wire.json("{'error':{'message':'slow','code':'rate_limit_exceeded'}}");
    ObjectNode failed =
        Wire.json(
            "{'id':'r','status':'failed','output':[],'error':{'code':'server_error',"
                + "'message':'sorry'}}");

    assertThatThrownBy(() -> Wire.PROVIDER.decodeReply(bare))
        .isInstanceOfSatisfying(
            ProblemException.class,
            e -> assertThat(e.problem().kind()).isEqualTo(ProblemKind.RATE_LIMIT));
    assertThatThrownBy(() -> Wire.PROVIDER.decodeReply(failed))
        .isInstanceOfSatisfying(
            ProblemException.class, e -> assertThat(e.problem().message()).isEqualTo("sorry"));
  }
}
