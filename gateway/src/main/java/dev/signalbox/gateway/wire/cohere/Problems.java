package dev.signalbox.gateway.wire.cohere;

import com.fasterxml.jackson.databind.JsonNode;
import dev.signalbox.gateway.wire.json.Lenient;
import dev.signalbox.gateway.wire.problem.Problem;
import dev.signalbox.gateway.wire.problem.ProblemKind;
import java.util.Locale;

/**
 * Error answers: a status and {@code {"message": …}} (<a
 * href="https://docs.cohere.com/reference/errors">Errors</a>, read 2026-11).
 */
final class Problems {
  private static final int MAX_MESSAGE = 2_000;
  private static final int MAX_PLAIN_MESSAGE = 300;

  /** The statuses that are Cohere's own: a token that is none, and a call that was given up. */
  private static final int INVALID_TOKEN = 498;

  private static final int CALL_CLOSED = 499;

  private Problems() {}

  /** The problem in an error answer; {@code status} 200 means it stood in a successful one. */
  static Problem read(int status, JsonNode body) {
    String message = messageOf(status, body);
    Problem problem = Problem.of(kindOf(status, message), message);
    return status >= 400 ? problem.withUpstreamStatus(status) : problem;
  }

  /** What went wrong when a generation ended by itself. */
  static Problem ofEnd(ProblemKind kind, String message) {
    return Problem.of(
        kind, message.isEmpty() ? "the provider's generation failed" : shortened(message));
  }

  /** An answer that is no answer of this API. */
  static Problem notAnAnswer() {
    return Problem.of(
        ProblemKind.UPSTREAM, "the provider's answer is not a message of Cohere's API");
  }

  /** Whether {@code body} is an error answer: a message in words, where an answer has an object. */
  static boolean isError(JsonNode body) {
    return body.path("message").isTextual();
  }

  private static ProblemKind kindOf(int status, String message) {
    String lower = message.toLowerCase(Locale.ROOT);
    return switch (status) {
      case 400, 422 ->
          lower.startsWith("too many tokens")
              ? ProblemKind.CONTEXT_LENGTH
              : ProblemKind.INVALID_REQUEST;
      case 404 -> lower.startsWith("model ") ? ProblemKind.MODEL_NOT_FOUND : ProblemKind.NOT_FOUND;
      case INVALID_TOKEN -> ProblemKind.AUTHENTICATION;
      case CALL_CLOSED -> ProblemKind.UPSTREAM;
      default -> ProblemKind.ofStatus(status);
    };
  }

  private static String messageOf(int status, JsonNode body) {
    String message = Lenient.textOf(body, "message");
    if (message.isBlank() && body.isTextual() && isPlain(body.textValue())) {
      message = body.textValue().strip();
    }
    if (message.isBlank()) {
      return status >= 400
          ? "the provider answered with status %d".formatted(status)
          : "the provider's answer is an error";
    }
    return shortened(message);
  }

  private static boolean isPlain(String text) {
    return text.length() <= MAX_PLAIN_MESSAGE && text.indexOf('<') < 0;
  }

  private static String shortened(String message) {
    return message.length() <= MAX_MESSAGE ? message : message.substring(0, MAX_MESSAGE);
  }
}
