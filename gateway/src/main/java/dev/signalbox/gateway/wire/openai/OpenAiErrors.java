package dev.signalbox.gateway.wire.openai;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.signalbox.gateway.wire.json.Lenient;
import dev.signalbox.gateway.wire.json.StrictJson;
import dev.signalbox.gateway.wire.problem.Problem;
import dev.signalbox.gateway.wire.problem.ProblemKind;
import java.util.List;
import java.util.Optional;

/** Writes errors as OpenAI does in all its APIs: message, type, param, code. */
public final class OpenAiErrors {
  /** What servers of the Chat API add to their errors and no other API does. */
  private static final List<String> KEPT = List.of("failed_generation", "innererror", "metadata");

  private OpenAiErrors() {}

  /** The status of {@code problem}: the provider's own, where the client's request is at fault. */
  public static int statusOf(Problem problem) {
    int upstream = problem.upstreamStatus().orElse(0);
    boolean kept =
        problem.kind().clientAtFault()
            && upstream >= 400
            && upstream < 500
            && upstream != 401
            && upstream != 403;
    return kept ? upstream : problem.kind().status();
  }

  /** The {@code error} object of {@code problem}. */
  public static ObjectNode write(Problem problem) {
    ObjectNode error = StrictJson.object();
    error.put("message", problem.message());
    error.put("type", type(problem.kind()));
    error.put("param", problem.param().orElse(null));
    error.put("code", problem.code().or(() -> code(problem.kind())).orElse(null));
    problem.details().ifPresent(details -> keep(details, error));
    return error;
  }

  private static void keep(JsonNode details, ObjectNode error) {
    boolean own = details.has("code") && details.has("param"); // no other API's errors have both
    details
        .properties()
        .forEach(
            field -> {
              if (own || (KEPT.contains(field.getKey()) && Lenient.tells(field.getValue()))) {
                error.putIfAbsent(field.getKey(), field.getValue());
              }
            });
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
}
