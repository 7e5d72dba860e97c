package dev.signalbox.gateway.wire.gemini;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.signalbox.gateway.wire.json.StrictJson;
import dev.signalbox.gateway.wire.problem.Problem;
import dev.signalbox.gateway.wire.problem.ProblemKind;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * Errors in the form of {@code google.rpc.Status} (<a
 * href="https://ai.google.dev/gemini-api/docs/troubleshooting">Gemini API, "Troubleshooting"</a>).
 */
final class Problems {
  private static final String TYPE = "type.googleapis.com/google.rpc.";

  /** Longest time to wait that is believed. */
  private static final long MAX_RETRY_SECONDS = 7 * 24 * 3_600;

  private Problems() {}

  /** Reads an error answer or event; streams of JSON wrap it in an array. */
  static Problem read(int status, JsonNode body) {
    JsonNode first = body.isArray() ? body.path(0) : body;
    JsonNode error = first.path("error");
    if (!error.isObject()) {
      return Problem.of(kindOf(status, "", "", body), "the provider answered with an error")
          .withUpstreamStatus(status < 400 ? 502 : status);
    }
    int code = error.path("code").asInt(status);
    int http = status >= 400 ? status : code >= 400 && code <= 599 ? code : 502;
    String name = error.path("status").asText("");
    String message = error.path("message").asText("");
    Problem problem =
        Problem.of(
                kindOf(http, name, message, error.path("details")),
                message.isBlank() ? "the provider answered with an error" : message)
            .withUpstreamStatus(http)
            .withDetails(error);
    problem = name.isEmpty() ? problem : problem.withCode(name);
    OptionalLong retry = retryAfter(error.path("details"));
    problem = retry.isPresent() ? problem.withRetryAfter(retry.getAsLong()) : problem;
    Optional<String> field = field(error.path("details"));
    return field.isPresent() ? problem.withParam(field.get()) : problem;
  }

  private static ProblemKind kindOf(int status, String name, String message, JsonNode details) {
    String words = message.toLowerCase(Locale.ROOT);
    return switch (status) {
      case 400 -> badRequest(name, words, details);
      case 401 -> ProblemKind.AUTHENTICATION;
      case 403 -> ProblemKind.PERMISSION;
      case 404 -> words.contains("model") ? ProblemKind.MODEL_NOT_FOUND : ProblemKind.NOT_FOUND;
      case 405 -> ProblemKind.METHOD_NOT_ALLOWED;
      case 408 -> ProblemKind.REQUEST_TIMEOUT;
      case 409 -> ProblemKind.CONFLICT;
      case 413 -> ProblemKind.TOO_LARGE;
      case 415 -> ProblemKind.UNSUPPORTED_MEDIA_TYPE;
      case 429 -> perDay(details) ? ProblemKind.QUOTA : ProblemKind.RATE_LIMIT;
      case 499 -> ProblemKind.UPSTREAM;
      case 503 -> words.contains("overloaded") ? ProblemKind.OVERLOADED : ProblemKind.UNAVAILABLE;
      case 504 -> ProblemKind.UPSTREAM_TIMEOUT;
      default -> status >= 500 ? ProblemKind.UPSTREAM : ProblemKind.INVALID_REQUEST;
    };
  }

  /** A bad key and a project that may not use the API come as 400 too. */
  private static ProblemKind badRequest(String name, String words, JsonNode details) {
    if (reason(details).startsWith("API_KEY_")
        || words.startsWith("api key not valid")
        || words.startsWith("api key expired")) {
      return ProblemKind.AUTHENTICATION;
    }
    if (name.equals("FAILED_PRECONDITION")) {
      return ProblemKind.PERMISSION;
    }
    return words.contains("token") && words.contains("exceeds the maximum number")
        ? ProblemKind.CONTEXT_LENGTH
        : ProblemKind.INVALID_REQUEST;
  }

  private static JsonNode detail(JsonNode details, String type) {
    for (JsonNode detail : details) {
      if (detail.path("@type").asText().equals(TYPE + type)) {
        return detail;
      }
    }
    return StrictJson.object();
  }

  private static String reason(JsonNode details) {
    return detail(details, "ErrorInfo").path("reason").asText("");
  }

  private static boolean perDay(JsonNode details) {
    for (JsonNode violation : detail(details, "QuotaFailure").path("violations")) {
      if (violation.path("quotaId").asText().contains("PerDay")) {
        return true;
      }
    }
    return false;
  }

  private static Optional<String> field(JsonNode details) {
    String field =
        detail(details, "BadRequest").path("fieldViolations").path(0).path("field").asText("");
    return field.isEmpty() ? Optional.empty() : Optional.of(field);
  }

  /** The delay such as {@code 34.4s}, rounded up to seconds. */
  private static OptionalLong retryAfter(JsonNode details) {
    String delay = detail(details, "RetryInfo").path("retryDelay").asText("");
    if (!delay.endsWith("s") || delay.length() > 20) {
      return OptionalLong.empty();
    }
    try {
      BigDecimal seconds = new BigDecimal(delay.substring(0, delay.length() - 1));
      return seconds.signum() < 0 || seconds.compareTo(BigDecimal.valueOf(MAX_RETRY_SECONDS)) > 0
          ? OptionalLong.empty()
          : OptionalLong.of(seconds.setScale(0, RoundingMode.CEILING).longValueExact());
    } catch (NumberFormatException e) {
      return OptionalLong.empty();
    }
  }

  /** Writes an error answer or event; empty text leaves the request's id out. */
  static ObjectNode write(Problem problem, String requestId) {
    ObjectNode body = StrictJson.object();
    ObjectNode error = body.putObject("error");
    error.put("code", problem.kind().status());
    error.put("message", problem.message());
    error.put("status", statusOf(problem.kind()));
    ArrayNode details = StrictJson.object().putArray("details");
    problem
        .details()
        .filter(Problems::isOwn)
        .ifPresent(own -> own.path("details").forEach(details::add));
    own(problem, requestId, details);
    if (!details.isEmpty()) {
      error.set("details", details);
    }
    return body;
  }

  private static void own(Problem problem, String requestId, ArrayNode details) {
    if (problem.retryAfterSeconds().isPresent() && detail(details, "RetryInfo").isEmpty()) {
      details
          .addObject()
          .put("@type", TYPE + "RetryInfo")
          .put("retryDelay", problem.retryAfterSeconds().getAsLong() + "s");
    }
    if (problem.param().isPresent() && detail(details, "BadRequest").isEmpty()) {
      details
          .addObject()
          .put("@type", TYPE + "BadRequest")
          .putArray("fieldViolations")
          .addObject()
          .put("field", problem.param().get())
          .put("description", problem.message());
    }
    if (!requestId.isEmpty()) {
      details.addObject().put("@type", TYPE + "RequestInfo").put("requestId", requestId);
    }
  }

  private static boolean isOwn(JsonNode details) {
    return details.path("status").isTextual() && details.path("details").isArray();
  }

  private static String statusOf(ProblemKind kind) {
    return switch (kind) {
      case INVALID_REQUEST, CONTEXT_LENGTH, TOO_LARGE, METHOD_NOT_ALLOWED, UNSUPPORTED_MEDIA_TYPE ->
          "INVALID_ARGUMENT";
      case AUTHENTICATION -> "UNAUTHENTICATED";
      case PERMISSION -> "PERMISSION_DENIED";
      case NOT_FOUND, MODEL_NOT_FOUND -> "NOT_FOUND";
      case CONFLICT -> "ABORTED";
      case REQUEST_TIMEOUT -> "DEADLINE_EXCEEDED";
      case RATE_LIMIT, QUOTA -> "RESOURCE_EXHAUSTED";
      case INTERNAL -> "INTERNAL";
      case UPSTREAM, UNAVAILABLE, OVERLOADED, UPSTREAM_TIMEOUT -> "UNAVAILABLE";
    };
  }
}
