package dev.signalbox.gateway.wire.responses;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.signalbox.gateway.wire.json.Lenient;
import dev.signalbox.gateway.wire.json.StrictJson;
import dev.signalbox.gateway.wire.problem.Problem;

/** What errors have in this API alone: responses that failed, and their codes. */
final class Errors {
  private Errors() {}

  /** Whether {@code body} is an error, or a response that failed. */
  static boolean isError(JsonNode body) {
    JsonNode error = body.path("error");
    boolean said = error.isObject() || (error.isTextual() && !error.textValue().isEmpty());
    return said
        ? !body.path("output").isArray() || "failed".equals(Lenient.textOf(body, "status"))
        : "failed".equals(Lenient.textOf(body, "status"));
  }

  /** The {@code error} object of a failed response, whose codes are a list of their own. */
  static ObjectNode writeFailure(Problem problem) {
    String code =
        switch (problem.kind()) {
          case RATE_LIMIT -> "rate_limit_exceeded";
          case QUOTA -> "insufficient_quota";
          case INVALID_REQUEST, CONTEXT_LENGTH -> problem.code().orElse("invalid_prompt");
          case AUTHENTICATION,
              PERMISSION,
              NOT_FOUND,
              MODEL_NOT_FOUND,
              METHOD_NOT_ALLOWED,
              REQUEST_TIMEOUT,
              CONFLICT,
              TOO_LARGE,
              UNSUPPORTED_MEDIA_TYPE,
              INTERNAL,
              UPSTREAM,
              UNAVAILABLE,
              OVERLOADED,
              UPSTREAM_TIMEOUT ->
              "server_error";
        };
    return StrictJson.object().put("code", code).put("message", problem.message());
  }
}
