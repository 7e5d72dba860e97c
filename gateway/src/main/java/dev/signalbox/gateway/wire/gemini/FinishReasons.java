package dev.signalbox.gateway.wire.gemini;

import com.fasterxml.jackson.databind.JsonNode;
import dev.signalbox.gateway.wire.model.StopReason;
import java.util.List;
import java.util.Optional;

/**
 * {@code finishReason} (<a href="https://ai.google.dev/api/generate-content#FinishReason">Gemini
 * API, "FinishReason"</a>, and those of Vertex AI). Calls end with {@code STOP} too, so that
 * whether there are any decides.
 */
final class FinishReasons {
  /** Names by number in the API's own enum. */
  private static final List<String> BY_NUMBER =
      List.of(
          "FINISH_REASON_UNSPECIFIED",
          "STOP",
          "MAX_TOKENS",
          "SAFETY",
          "RECITATION",
          "OTHER",
          "LANGUAGE",
          "BLOCKLIST",
          "PROHIBITED_CONTENT",
          "SPII",
          "MALFORMED_FUNCTION_CALL",
          "IMAGE_SAFETY",
          "UNEXPECTED_TOOL_CALL");

  private FinishReasons() {}

  /** The name in a candidate's {@code finishReason}; empty when there is none. */
  static Optional<String> name(JsonNode value) {
    if (value.isInt()) {
      int number = value.intValue();
      return Optional.of(
          number >= 0 && number < BY_NUMBER.size() ? BY_NUMBER.get(number) : value.asText());
    }
    return value.isTextual() && !value.textValue().isEmpty()
        ? Optional.of(value.textValue())
        : Optional.empty();
  }

  /** What a reason means for an answer with or without calls; an unknown one is a plain end. */
  static StopReason read(String name, boolean calls) {
    return switch (name) {
      case "MAX_TOKENS" -> StopReason.MAX_TOKENS;
      case "SAFETY",
          "RECITATION",
          "BLOCKLIST",
          "PROHIBITED_CONTENT",
          "SPII",
          "IMAGE_SAFETY",
          "IMAGE_PROHIBITED_CONTENT",
          "IMAGE_RECITATION",
          "MODEL_ARMOR" ->
          StopReason.CONTENT_FILTER;
      case "OTHER",
          "LANGUAGE",
          "MALFORMED_FUNCTION_CALL",
          "MALFORMED_RESPONSE",
          "MISSING_THOUGHT_SIGNATURE",
          "TOO_MANY_TOOL_CALLS",
          "IMAGE_OTHER",
          "NO_IMAGE" ->
          StopReason.ERROR;
      case "UNEXPECTED_TOOL_CALL" -> calls ? StopReason.TOOL_CALLS : StopReason.ERROR;
      default -> calls ? StopReason.TOOL_CALLS : StopReason.END;
    };
  }

  /** The reason for a Gemini client. */
  static String write(StopReason stop) {
    return switch (stop) {
      case END, STOP_SEQUENCE, TOOL_CALLS, PAUSE -> "STOP";
      case MAX_TOKENS, CONTEXT_EXCEEDED -> "MAX_TOKENS";
      case CONTENT_FILTER, REFUSAL -> "SAFETY";
      case ERROR -> "OTHER";
    };
  }

  /** Why {@code stop} is not said exactly by its reason; empty when it is. */
  static Optional<String> loss(StopReason stop) {
    return switch (stop) {
      case END, STOP_SEQUENCE, TOOL_CALLS, MAX_TOKENS, CONTENT_FILTER, ERROR -> Optional.empty();
      case PAUSE -> Optional.of("Gemini has no pause");
      case CONTEXT_EXCEEDED -> Optional.of("Gemini does not tell which limit was met");
      case REFUSAL -> Optional.of("Gemini has no refusals");
    };
  }
}
