package dev.signalbox.gateway.wire.chat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.signalbox.gateway.wire.json.StrictJson;
import dev.signalbox.gateway.wire.problem.Problem;
import dev.signalbox.gateway.wire.problem.ProblemKind;
import java.util.List;
import java.util.Optional;

/** Writes errors as OpenAI does: {@code {error:{message, type, param, code}}}. */
final class ProblemWriter {
  /** What Chat servers add to their errors and no other API does. */
  private static final List<String> KEPT = List.of("failed_generation", "innererror", "metadata");

  private ProblemWriter() {}

  /** The status of {@code problem}: the provider's own, where the client's request is at fault. */
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

  static ObjectNode write(Problem problem) {
    ObjectNode answer = StrictJson.object();
    ObjectNode error = answer.putObject("error");
    error.put("message", problem.message());
    error.put("type", type(problem.kind()));
    error.set("param", textOrNull(problem.param()));
    error.set("code", textOrNull(problem.code().or(() -> code(problem.kind()))));
    problem
        .details()
        .ifPresent(
            details -> {
              for (String name : KEPT) {
                if (Lenient.tells(details.path(name))) {
                  error.set(name, details.path(name));
                }
              }
            });
    return answer;
  }

  private static JsonNode textOrNull(Optional<String> text) {
    return text.<JsonNode>map(JsonNodeFactory.instance::textNode)
        .orElseGet(JsonNodeFactory.instance::nullNode);
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
      case RATE_LIMIT, QUOTA -> "rate_limit_error";
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
}
