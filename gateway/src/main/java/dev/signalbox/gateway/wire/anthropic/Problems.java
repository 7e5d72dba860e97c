package dev.signalbox.gateway.wire.anthropic;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.signalbox.gateway.wire.json.Lenient;
import dev.signalbox.gateway.wire.problem.Problem;
import dev.signalbox.gateway.wire.problem.ProblemKind;
import java.util.Locale;

/**
 * Error answers, both ways (<a href="https://platform.claude.com/docs/en/api/errors">Errors</a>,
 * read 2026-11).
 */
final class Problems {
  private static final int OVERLOADED_STATUS = 529;
  private static final int MAX_MESSAGE = 2_000;
  private static final int MAX_PLAIN_MESSAGE = 300;

  private Problems() {}

  /** HTTP status of {@code problem}; overloaded is 529 in this API. */
  static int statusOf(Problem problem) {
    return problem.kind() == ProblemKind.OVERLOADED ? OVERLOADED_STATUS : problem.kind().status();
  }

  /** The error object of {@code problem}. */
  static ObjectNode write(Problem problem, String requestId) {
    ObjectNode body = event(problem);
    return body.put("request_id", requestId);
  }

  /** The error event of {@code problem} in a stream. */
  static ObjectNode event(Problem problem) {
    String type = typeOf(problem.kind());
    ObjectNode error = Blocks.block(type).put("message", problem.message());
    problem
        .details()
        .filter(details -> type.equals(Lenient.textOf(details, "type")))
        .filter(details -> !details.has("code") && !details.has("param"))
        .ifPresent(
            details ->
                details
                    .properties()
                    .forEach(field -> error.putIfAbsent(field.getKey(), field.getValue())));
    ObjectNode body = Blocks.block("error");
    body.set("error", error);
    return body;
  }

  private static String typeOf(ProblemKind kind) {
    return switch (kind) {
      case INVALID_REQUEST,
          CONTEXT_LENGTH,
          METHOD_NOT_ALLOWED,
          REQUEST_TIMEOUT,
          CONFLICT,
          UNSUPPORTED_MEDIA_TYPE ->
          "invalid_request_error";
      case AUTHENTICATION -> "authentication_error";
      case PERMISSION -> "permission_error";
      case NOT_FOUND, MODEL_NOT_FOUND -> "not_found_error";
      case TOO_LARGE -> "request_too_large";
      case RATE_LIMIT, QUOTA -> "rate_limit_error";
      case INTERNAL, UPSTREAM, UNAVAILABLE, UPSTREAM_TIMEOUT -> "api_error";
      case OVERLOADED -> "overloaded_error";
    };
  }

  /** The problem in an error answer; {@code status} 200 means it stood in a successful one. */
  static Problem read(int status, JsonNode body) {
    JsonNode error = body.path("error");
    String type = Lenient.textOf(error, "type");
    String message = messageOf(status, body);
    Problem problem = Problem.of(kindOf(status, type, message), message);
    if (error.isObject()) {
      problem = problem.withDetails(error);
    }
    return status >= 400 ? problem.withUpstreamStatus(status) : problem;
  }

  private static String messageOf(int status, JsonNode body) {
    JsonNode error = body.path("error");
    String message = error.isTextual() ? error.textValue() : Lenient.textOf(error, "message");
    if (message.isBlank()) {
      message = Lenient.textOf(body, "message");
    }
    if (message.isBlank() && body.isTextual() && isPlain(body.textValue())) {
      message = body.textValue().strip();
    }
    if (message.isBlank()) {
      return status >= 400
          ? "the provider answered with status %d".formatted(status)
          : "the provider's answer is an error";
    }
    return message.length() <= MAX_MESSAGE ? message : message.substring(0, MAX_MESSAGE);
  }

  private static boolean isPlain(String text) {
    return text.length() <= MAX_PLAIN_MESSAGE && text.indexOf('<') < 0;
  }

  private static ProblemKind kindOf(int status, String type, String message) {
    return switch (type) {
      case "invalid_request_error" -> invalid(status, message);
      case "authentication_error" -> ProblemKind.AUTHENTICATION;
      case "billing_error" -> ProblemKind.QUOTA;
      case "permission_error" -> ProblemKind.PERMISSION;
      case "not_found_error" ->
          message.startsWith("model:") ? ProblemKind.MODEL_NOT_FOUND : ProblemKind.NOT_FOUND;
      case "request_too_large" -> ProblemKind.TOO_LARGE;
      case "rate_limit_error" -> ProblemKind.RATE_LIMIT;
      case "overloaded_error" -> ProblemKind.OVERLOADED;
      case "timeout_error" -> ProblemKind.UPSTREAM_TIMEOUT;
      case "api_error" -> status < 500 ? ProblemKind.UPSTREAM : byStatus(status, message);
      default -> byStatus(status, message);
    };
  }

  /** The API tells a prompt that is too long and an empty account by the message alone. */
  private static ProblemKind invalid(int status, String message) {
    String lower = message.toLowerCase(Locale.ROOT);
    if (lower.contains("prompt is too long")
        || lower.contains("exceed context limit")
        || lower.contains("context window")) {
      return ProblemKind.CONTEXT_LENGTH;
    }
    if (lower.contains("credit balance is too low")) {
      return ProblemKind.QUOTA;
    }
    return switch (status) {
      case 409 -> ProblemKind.CONFLICT;
      case 413 -> ProblemKind.TOO_LARGE;
      case 415 -> ProblemKind.UNSUPPORTED_MEDIA_TYPE;
      default -> ProblemKind.INVALID_REQUEST;
    };
  }

  private static ProblemKind byStatus(int status, String message) {
    return switch (status) {
      case 401 -> ProblemKind.AUTHENTICATION;
      case 402 -> ProblemKind.QUOTA;
      case 403 -> ProblemKind.PERMISSION;
      case 404 -> ProblemKind.NOT_FOUND;
      case 408, 504 -> ProblemKind.UPSTREAM_TIMEOUT;
      case 429 -> ProblemKind.RATE_LIMIT;
      case 503 -> ProblemKind.UNAVAILABLE;
      case OVERLOADED_STATUS -> ProblemKind.OVERLOADED;
      default -> status >= 400 && status < 500 ? invalid(status, message) : ProblemKind.UPSTREAM;
    };
  }

  /** An answer that is no answer of this API. */
  static Problem notAnAnswer() {
    return Problem.of(
        ProblemKind.UPSTREAM, "the provider's answer is not a message of the anthropic API");
  }

  /** Whether {@code body} is an error answer. */
  static boolean isError(JsonNode body) {
    return "error".equals(Lenient.textOf(body, "type"))
        || (body.path("error").isObject() && !body.has("content"));
  }
}
