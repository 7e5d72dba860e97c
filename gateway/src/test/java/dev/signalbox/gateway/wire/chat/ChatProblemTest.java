package dev.signalbox.gateway.wire.chat;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.TextNode;
import dev.signalbox.gateway.wire.json.StrictJson;
import dev.signalbox.gateway.wire.problem.Problem;
import dev.signalbox.gateway.wire.problem.ProblemKind;
import java.util.Optional;
import java.util.OptionalInt;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

final class ChatProblemTest {
  private static Problem read(int status, String body) {
    return Chat.PROVIDER.decodeProblem(
        status, StrictJson.tryParse(body.replace('\'', '"')).orElse(TextNode.valueOf(body)));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "400 | {'error':{'message':'x','type':'invalid_request_error','param':'p','code':null}}"
            + " | INVALID_REQUEST | x",
        "400 | {'error':{'message':'x','code':'context_length_exceeded'}} | CONTEXT_LENGTH | x",
        "400 | {'error':{'message':'maximum context length is 5'}} | CONTEXT_LENGTH"
            + " | maximum context length is 5",
        "401 | {'error':{'message':'bad key sk-secret'}} | AUTHENTICATION"
            + " | the provider refused the credential",
        "401 | {'detail':'Invalid API Key'} | AUTHENTICATION | the provider refused the credential",
        "402 | {'error':{'message':'pay'}} | QUOTA | pay",
        "403 | {'error':{'message':'x'}} | PERMISSION | x",
        "404 | {'error':{'message':'x','code':'DeploymentNotFound'}} | MODEL_NOT_FOUND | x",
        "404 | {'error':{'message':'x'}} | NOT_FOUND | x",
        "422 | {'detail':[{'loc':['body'],'msg':'Extra inputs'}]} | INVALID_REQUEST | Extra inputs",
        "429 | {'error':{'message':'x','type':'tokens','code':'rate_limit_exceeded'}} | RATE_LIMIT | x",
        "429 | {'error':{'message':'x','code':'insufficient_quota'}} | QUOTA | x",
        "429 | {'error':{'message':'x','code':429}} | RATE_LIMIT | x",
        "429 | {'error':{'message':'x','code':'RateLimitReached'}} | RATE_LIMIT | x",
        "500 | {'error':'boom'} | UPSTREAM | boom",
        "500 | {'error':{'message':'the model is overloaded'}} | OVERLOADED | the model is overloaded",
        "502 | <html>bad gateway</html> | UPSTREAM | the provider failed without saying why",
        "503 | {'error':{'message':'x'}} | UNAVAILABLE | x",
        "504 | {} | UPSTREAM_TIMEOUT | the provider failed without saying why",
        "400 | [{'error':{'code':400,'message':'x','status':'INVALID_ARGUMENT'}}]"
            + " | INVALID_REQUEST | x",
        "400 | {'object':'error','message':'x','type':'BadRequestError','code':400}"
            + " | INVALID_REQUEST | x",
        "200 | {'error':{'message':'x','code':429}} | RATE_LIMIT | x",
        "200 | {'error':{'message':'x','type':'invalid_request_error','code':'c'}}"
            + " | INVALID_REQUEST | x",
        "200 | {'error':{'message':'x'}} | UPSTREAM | x",
        "400 | {'detail':'d'} | INVALID_REQUEST | d",
        "400 | {'msg':'m'} | INVALID_REQUEST | m",
        "400 | {'message':{'detail':[{'msg':'m'}]}} | INVALID_REQUEST | m",
        "400 | {'error':{'message':'x','type':'authentication_error'}} | AUTHENTICATION"
            + " | the provider refused the credential",
        "413 | {'error':{'message':'above the context window'}} | CONTEXT_LENGTH"
            + " | above the context window",
        "422 | {'error':{'message':'above the Context Length'}} | CONTEXT_LENGTH"
            + " | above the Context Length",
        "500 | {'error':{'message':'context length'}} | UPSTREAM | context length",
        "503 | {'error':{'message':'Overloaded'}} | OVERLOADED | Overloaded",
        "502 | {'error':{'message':'overloaded'}} | UPSTREAM | overloaded",
      })
  void everyShapeOfErrorIsUnderstood(int status, String body, ProblemKind kind, String message) {
    Problem problem = read(status, body);

    assertThat(problem.kind()).isEqualTo(kind);
    assertThat(problem.message()).isEqualTo(message);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      nullValues = "-",
      value = {
        "{'code':399} | - | -",
        "{'code':400} | 400 | -",
        "{'code':599} | 599 | -",
        "{'code':600} | - | -",
        "{'status':404,'code':500} | 404 | -",
        "{'status_code':409,'status':404} | 409 | -",
        "{'code':'503'} | 503 | -",
        "{'code':'400'} | 400 | -",
        "{'code':'599'} | 599 | -",
        "{'code':'300'} | - | 300",
        "{'code':'5000'} | - | 5000",
        "{'code':'40x'} | - | 40x",
        "{'code':'4/0'} | - | 4/0",
        "{'code':'5:0'} | - | 5:0"
      })
  void aNumberFrom400To599IsAStatusAndNoCode(
      String error, @Nullable Integer status, @Nullable String code) {
    Problem problem = read(200, "{'error':%s}".formatted(error));

    assertThat(problem.upstreamStatus())
        .isEqualTo(status == null ? OptionalInt.empty() : OptionalInt.of(status));
    assertThat(problem.code()).isEqualTo(Optional.ofNullable(code));
  }

  @Test
  void aMessageIsCutBehind2000Characters() {
    String most = "x".repeat(2_000);

    assertThat(read(400, "{'error':'%s'}".formatted(most)).message()).isEqualTo(most);
    assertThat(read(400, "{'error':'%sx'}".formatted(most)).message()).isEqualTo(most + "…");
  }

  @Test
  void codeParamStatusAndDetailsAreKept() {
    Problem problem =
        read(
            400,
            "{'error':{'message':'x','type':'t','param':'p','code':'c','innererror':{'a':1}}}");

    assertThat(problem)
        .isEqualTo(
            Problem.of(ProblemKind.INVALID_REQUEST, "x")
                .withCode("c")
                .withParam("p")
                .withUpstreamStatus(400)
                .withDetails(
                    Chat.json(
                        "{'message':'x','type':'t','param':'p','code':'c','innererror':{'a':1}}")));
    assertThat(Chat.CLIENT.encodeProblem(problem, "req"))
        .isEqualTo(
            Chat.json(
                "{'error':{'message':'x','type':'invalid_request_error','param':'p','code':'c',"
                    + "'innererror':{'a':1}}}"));
  }

  @Test
  void detailsOfOtherApisDoNotLeakIn() {
    Problem problem =
        Problem.of(ProblemKind.OVERLOADED, "x")
            .withUpstreamStatus(529)
            .withDetails(Chat.json("{'type':'overloaded_error','status':'UNAVAILABLE'}"));

    assertThat(Chat.CLIENT.encodeProblem(problem, "req"))
        .isEqualTo(
            Chat.json("{'error':{'message':'x','type':'server_error','param':null,'code':null}}"));
    assertThat(Chat.CLIENT.statusOf(problem)).isEqualTo(503);
  }

  @ParameterizedTest
  @CsvSource({
    "INVALID_REQUEST, 400, invalid_request_error,",
    "CONTEXT_LENGTH, 400, invalid_request_error, context_length_exceeded",
    "AUTHENTICATION, 401, invalid_request_error, invalid_api_key",
    "PERMISSION, 403, permission_denied,",
    "NOT_FOUND, 404, invalid_request_error,",
    "MODEL_NOT_FOUND, 404, invalid_request_error, model_not_found",
    "TOO_LARGE, 413, invalid_request_error,",
    "RATE_LIMIT, 429, rate_limit_error, rate_limit_exceeded",
    "QUOTA, 429, insufficient_quota, insufficient_quota",
    "INTERNAL, 500, server_error,",
    "UPSTREAM, 502, server_error,",
    "UNAVAILABLE, 503, server_error,",
    "OVERLOADED, 503, server_error,",
    "UPSTREAM_TIMEOUT, 504, server_error,",
  })
  void everyKindHasItsStatusTypeAndCode(ProblemKind kind, int status, String type, String code) {
    Problem problem = Problem.of(kind, "x");
    JsonNode error = Chat.CLIENT.encodeProblem(problem, "req").path("error");

    assertThat(Chat.CLIENT.statusOf(problem)).isEqualTo(status);
    assertThat(error.path("type").asText()).isEqualTo(type);
    assertThat(error.path("code").isNull() ? null : error.path("code").asText()).isEqualTo(code);
  }

  @ParameterizedTest
  @EnumSource(ProblemKind.class)
  void aClientsFaultKeepsTheProvidersStatus(ProblemKind kind) {
    int status = Chat.CLIENT.statusOf(Problem.of(kind, "x").withUpstreamStatus(422));

    assertThat(status).isEqualTo(kind.clientAtFault() ? 422 : kind.status());
  }
}
