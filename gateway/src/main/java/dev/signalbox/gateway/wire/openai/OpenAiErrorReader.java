package dev.signalbox.gateway.wire.openai;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.signalbox.engine.text.Excerpt;
import dev.signalbox.gateway.wire.json.Lenient;
import dev.signalbox.gateway.wire.problem.Problem;
import dev.signalbox.gateway.wire.problem.ProblemKind;
import java.util.Locale;
import java.util.Optional;

/**
 * Reads error answers in every shape servers give them: {@code {error:{…}}}, {@code {error:"…"}},
 * Mistral's and FastAPI's {@code detail}, a bare {@code message}, an array around any of them,
 * plain text.
 */
public final class OpenAiErrorReader {
  /** Most characters kept of a provider's message. */
  private static final int MAX_MESSAGE = 2_000;

  private OpenAiErrorReader() {}

  /**
   * What {@code body} says.
   *
   * @param status HTTP status; 200 for an error inside a successful answer, then the body's own
   *     numeric code counts
   */
  public static Problem read(int status, JsonNode body) {
    JsonNode first = body.isArray() ? body.path(0) : body;
    JsonNode error = isError(first.path("error")) ? first.path("error") : first;
    int effective = status >= 400 ? status : statusWithin(error);
    String code = code(error);
    String message = message(error);
    ProblemKind kind = kind(effective, code, Lenient.text(error, "type").orElse(""), message);
    Problem problem = Problem.of(kind, message(kind, message));
    if (!code.isEmpty()) {
      problem = problem.withCode(code);
    }
    Optional<String> param = Lenient.text(error, "param");
    if (param.isPresent()) {
      problem = problem.withParam(param.get());
    }
    if (effective >= 400) {
      problem = problem.withUpstreamStatus(effective);
    }
    // A credential's error may quote the key.
    return error instanceof ObjectNode details && kind != ProblemKind.AUTHENTICATION
        ? problem.withDetails(details)
        : problem;
  }

  /** Whether {@code error} is one: an object or text that says something. */
  public static boolean isError(JsonNode error) {
    return (error.isObject() && !error.isEmpty())
        || (error.isTextual() && !error.textValue().isBlank());
  }

  private static String message(ProblemKind kind, String message) {
    if (kind == ProblemKind.AUTHENTICATION) {
      return "the provider refused the credential";
    }
    String text = message.isEmpty() ? "the provider failed without saying why" : message;
    return Excerpt.of(text, MAX_MESSAGE);
  }

  private static String message(JsonNode error) {
    if (error.isTextual()) {
      String text = error.textValue().strip();
      return text.startsWith("<") ? "" : text; // markup is for browsers, not for clients
    }
    return Lenient.text(error, "message")
        .or(() -> Lenient.text(error, "detail"))
        .or(() -> Lenient.text(error.path("detail").path(0), "msg"))
        .or(() -> Lenient.text(error.path("message").path("detail").path(0), "msg"))
        .or(() -> Lenient.text(error, "msg"))
        .orElse("");
  }

  /** Numbers are statuses (OpenRouter, llama.cpp), not codes. */
  private static String code(JsonNode error) {
    return Lenient.text(error, "code").filter(code -> !isStatus(code)).orElse("");
  }

  private static int statusWithin(JsonNode error) {
    for (String name : new String[] {"status_code", "status", "code"}) {
      JsonNode value = error.path(name);
      if (value.isInt() && value.intValue() >= 400 && value.intValue() < 600) {
        return value.intValue();
      }
      if (value.isTextual() && isStatus(value.textValue())) {
        return Integer.parseInt(value.textValue());
      }
    }
    return 200;
  }

  private static boolean isStatus(String text) {
    return text.length() == 3
        && (text.charAt(0) == '4' || text.charAt(0) == '5')
        && text.chars().allMatch(c -> c >= '0' && c <= '9');
  }

  private static ProblemKind kind(int status, String code, String type, String message) {
    return named(code)
        .or(() -> named(type))
        .or(() -> byMessage(status, message))
        .orElseGet(() -> byStatus(status, type));
  }

  private static Optional<ProblemKind> named(String code) {
    return switch (code) {
      case "context_length_exceeded", "exceed_context_size_error" ->
          Optional.of(ProblemKind.CONTEXT_LENGTH);
      case "insufficient_quota", "billing_hard_limit_reached", "billing_not_active" ->
          Optional.of(ProblemKind.QUOTA);
      case "invalid_api_key", "authentication_error" -> Optional.of(ProblemKind.AUTHENTICATION);
      case "model_not_found", "DeploymentNotFound" -> Optional.of(ProblemKind.MODEL_NOT_FOUND);
      case "rate_limit_exceeded", "RateLimitReached", "rate_limit_error" ->
          Optional.of(ProblemKind.RATE_LIMIT);
      case "overloaded_error", "engine_overloaded_error", "server_is_overloaded", "slow_down" ->
          Optional.of(ProblemKind.OVERLOADED);
      case "vector_store_timeout" -> Optional.of(ProblemKind.UPSTREAM_TIMEOUT);
      case "string_above_max_length",
          "invalid_prompt",
          "invalid_image",
          "invalid_image_format",
          "invalid_base64_image" ->
          Optional.of(ProblemKind.INVALID_REQUEST);
      default -> Optional.empty();
    };
  }

  private static Optional<ProblemKind> byMessage(int status, String message) {
    String text = message.toLowerCase(Locale.ROOT);
    if ((status == 400 || status == 413 || status == 422)
        && (text.contains("context length")
            || text.contains("context window")
            || text.contains("maximum context"))) {
      return Optional.of(ProblemKind.CONTEXT_LENGTH);
    }
    if ((status == 503 || status == 500) && text.contains("overloaded")) {
      return Optional.of(ProblemKind.OVERLOADED);
    }
    return Optional.empty();
  }

  private static ProblemKind byStatus(int status, String type) {
    return switch (status) {
      case 498 -> ProblemKind.OVERLOADED; // Groq: flex capacity is used up
      case 524 -> ProblemKind.UPSTREAM_TIMEOUT; // Cloudflare, in front of many
      default ->
          status < 400 && type.equals("invalid_request_error")
              ? ProblemKind.INVALID_REQUEST
              : ProblemKind.ofStatus(status);
    };
  }
}
