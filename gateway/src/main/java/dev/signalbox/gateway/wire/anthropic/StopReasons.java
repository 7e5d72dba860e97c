package dev.signalbox.gateway.wire.anthropic;

import com.fasterxml.jackson.databind.JsonNode;
import dev.signalbox.gateway.wire.model.Losses;
import dev.signalbox.gateway.wire.model.StopReason;
import java.util.Optional;

/**
 * The values of {@code stop_reason}, both ways (<a
 * href="https://platform.claude.com/docs/en/build-with-claude/handling-stop-reasons">Handling stop
 * reasons</a>, read 2026-11).
 */
final class StopReasons {
  private StopReasons() {}

  /** What {@code name} means; empty for a value that is not documented. */
  static Optional<StopReason> read(String name) {
    return switch (name) {
      case "end_turn" -> Optional.of(StopReason.END);
      case "stop_sequence" -> Optional.of(StopReason.STOP_SEQUENCE);
      case "max_tokens" -> Optional.of(StopReason.MAX_TOKENS);
      case "tool_use" -> Optional.of(StopReason.TOOL_CALLS);
      case "pause_turn" -> Optional.of(StopReason.PAUSE);
      case "refusal" -> Optional.of(StopReason.REFUSAL);
      case "model_context_window_exceeded" -> Optional.of(StopReason.CONTEXT_EXCEEDED);
      default -> Optional.empty();
    };
  }

  /** What {@code value} means; {@code END} for null and for values that are not documented. */
  static StopReason readOrEnd(JsonNode value) {
    return value.isTextual() ? read(value.textValue()).orElse(StopReason.END) : StopReason.END;
  }

  /** Whether {@code value} is a stop reason that {@link #read} does not know. */
  static boolean unknown(JsonNode value) {
    return value.isTextual() && read(value.textValue()).isEmpty();
  }

  /** The value for {@code stop}; tells where there is none of the same meaning. */
  static String write(StopReason stop, Losses losses) {
    return switch (stop) {
      case END -> "end_turn";
      case STOP_SEQUENCE -> "stop_sequence";
      case MAX_TOKENS -> "max_tokens";
      case TOOL_CALLS -> "tool_use";
      case PAUSE -> "pause_turn";
      case REFUSAL -> "refusal";
      case CONTEXT_EXCEEDED -> "model_context_window_exceeded";
      case CONTENT_FILTER -> {
        losses.adapted("stop_reason", "a content filter is told as a refusal");
        yield "refusal";
      }
      case ERROR -> {
        losses.adapted("stop_reason", "the API has no stop reason for an error");
        yield "end_turn";
      }
    };
  }
}
