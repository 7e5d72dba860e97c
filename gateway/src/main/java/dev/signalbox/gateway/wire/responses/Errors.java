package dev.signalbox.gateway.wire.responses;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.signalbox.gateway.wire.json.StrictJson;
import dev.signalbox.gateway.wire.problem.Problem;
import dev.signalbox.gateway.wire.problem.ProblemKind;
import java.util.Locale;
import java.util.Optional;

/** Error objects, as answers and in streams, both ways. */
final class Errors {
  private static final int MAX_MESSAGE = 2_000;
  private static final String NO_MESSAGE = "the provider gave no reason";

  private Errors() {}

  /** Whether {@code body} is an error, or a response that failed. */
  static boolean isError(JsonNode body) {
    JsonNode error = body.path("error");
    boolean said = error.isObject() || (error.isTextual() && !error.textValue().isEmpty());
    return said
        ? !body.path("output").isArray() || "failed".equals(Lenient.text(body, "status"))
        : "failed".equals(Lenient.text(body, "status"));
  }

  /** Reads an error answer or a failed response. */
  static Problem read(int status, JsonNode body) {
    JsonNode error = body.path("error");
    if (error.isObject()) {
      return ofObject(status, error);
    }
    if (error.isTextual()) {
      return problem(kind(status, "", ""), error.textValue(), status);
    }
    if (body.isObject() && (body.path("message").isTextual() || body.path("code").isTextual())) {
      return ofObject(status, body);
    }
    JsonNode detail = body.path("detail");
    String text =
        body.isTextual() ? body.textValue() : detail.isTextual() ? detail.textValue() : "";
    return problem(kind(status, "", ""), plain(text), status);
  }

  private static Problem ofObject(int status, JsonNode error) {
    JsonNode codeNode = error.path("code");
    String code = codeNode.isNumber() ? codeNode.asText() : Lenient.text(error, "code");
    String type = Lenient.text(error, "type");
    Problem problem =
        problem(kind(status, code, type), Lenient.text(error, "message"), status)
            .withDetails(error);
    problem = code.isEmpty() ? problem : problem.withCode(code);
    String param = Lenient.text(error, "param");
    return param.isEmpty() ? problem : problem.withParam(param);
  }

  private static Problem problem(ProblemKind kind, String message, int status) {
    String text = message.isBlank() ? NO_MESSAGE : message;
    String cut = text.length() > MAX_MESSAGE ? text.substring(0, MAX_MESSAGE) : text;
    return Problem.of(kind, cut).withUpstreamStatus(status);
  }

  /** Markup is for browsers, not for clients. */
  private static String plain(String text) {
    return text.stripLeading().startsWith("<") ? "" : text;
  }

  private static ProblemKind kind(int status, String code, String type) {
    return ofCode(code).or(() -> ofCode(type)).orElseGet(() -> ofStatus(status));
  }

  private static Optional<ProblemKind> ofCode(String code) {
    return switch (code.toLowerCase(Locale.ROOT)) {
      case "context_length_exceeded" -> Optional.of(ProblemKind.CONTEXT_LENGTH);
      case "model_not_found" -> Optional.of(ProblemKind.MODEL_NOT_FOUND);
      case "invalid_api_key", "authentication_error" -> Optional.of(ProblemKind.AUTHENTICATION);
      case "insufficient_quota", "billing_hard_limit_reached" -> Optional.of(ProblemKind.QUOTA);
      case "rate_limit_exceeded", "rate_limit_error" -> Optional.of(ProblemKind.RATE_LIMIT);
      case "server_is_overloaded", "overloaded_error", "slow_down" ->
          Optional.of(ProblemKind.OVERLOADED);
      case "server_error" -> Optional.of(ProblemKind.UPSTREAM);
      case "vector_store_timeout" -> Optional.of(ProblemKind.UPSTREAM_TIMEOUT);
      case "invalid_prompt", "invalid_image", "invalid_image_format", "invalid_base64_image" ->
          Optional.of(ProblemKind.INVALID_REQUEST);
      default -> Optional.empty();
    };
  }

  private static ProblemKind ofStatus(int status) {
    return switch (status) {
      case 401 -> ProblemKind.AUTHENTICATION;
      case 403 -> ProblemKind.PERMISSION;
      case 404 -> ProblemKind.NOT_FOUND;
      case 405 -> ProblemKind.METHOD_NOT_ALLOWED;
      case 408 -> ProblemKind.REQUEST_TIMEOUT;
      case 409 -> ProblemKind.CONFLICT;
      case 413 -> ProblemKind.TOO_LARGE;
      case 415 -> ProblemKind.UNSUPPORTED_MEDIA_TYPE;
      case 429 -> ProblemKind.RATE_LIMIT;
      case 503 -> ProblemKind.UNAVAILABLE;
      case 504 -> ProblemKind.UPSTREAM_TIMEOUT;
      case 529 -> ProblemKind.OVERLOADED;
      default -> status >= 400 && status < 500 ? ProblemKind.INVALID_REQUEST : ProblemKind.UPSTREAM;
    };
  }

  /** A provider's own status where the request is at fault; else that of the kind. */
  static int statusOf(Problem problem) {
    int upstream = problem.upstreamStatus().orElse(0);
    boolean kept =
        problem.kind().clientAtFault()
            && upstream >= 400
            && upstream < 500
            && upstream != 401
            && upstream != 403;
    return kept ? upstream : problem.kind().status();
  }

  /** The {@code error} object of {@code problem}, as answers carry it. */
  static ObjectNode write(Problem problem) {
    ObjectNode error = StrictJson.object();
    error.put("message", problem.message());
    error.put("type", type(problem.kind()));
    error.put("param", problem.param().orElse(null));
    error.put("code", problem.code().or(() -> code(problem.kind())).orElse(null));
    problem
        .details()
        .filter(Errors::isOurShape)
        .ifPresent(
            details ->
                details
                    .properties()
                    .forEach(field -> error.putIfAbsent(field.getKey(), field.getValue())));
    return error;
  }

  /** Only OpenAI's own error objects have both. */
  private static boolean isOurShape(JsonNode details) {
    return details.has("code") && details.has("param");
  }

  private static String type(ProblemKind kind) {
    return switch (kind) {
      case INVALID_REQUEST,
          CONTEXT_LENGTH,
          AUTHENTICATION,
          NOT_FOUND,
          MODEL_NOT_FOUND,
          METHOD_NOT_ALLOWED,
          REQUEST_TIMEOUT,
          CONFLICT,
          TOO_LARGE,
          UNSUPPORTED_MEDIA_TYPE ->
          "invalid_request_error";
      case PERMISSION -> "permission_denied";
      case RATE_LIMIT -> "rate_limit_error";
      case QUOTA -> "insufficient_quota";
      case INTERNAL, UPSTREAM, UNAVAILABLE, OVERLOADED, UPSTREAM_TIMEOUT -> "server_error";
    };
  }

  private static Optional<String> code(ProblemKind kind) {
    return switch (kind) {
      case CONTEXT_LENGTH -> Optional.of("context_length_exceeded");
      case AUTHENTICATION -> Optional.of("invalid_api_key");
      case MODEL_NOT_FOUND -> Optional.of("model_not_found");
      case RATE_LIMIT -> Optional.of("rate_limit_exceeded");
      case QUOTA -> Optional.of("insufficient_quota");
      case INVALID_REQUEST,
          PERMISSION,
          NOT_FOUND,
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
          Optional.empty();
    };
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
