package dev.signalbox.gateway.wire.chat;

import dev.signalbox.gateway.wire.model.StopReason;
import java.util.Map;
import java.util.Optional;

/**
 * The values of {@code finish_reason}, both ways. Whether tools were called is decided by the calls
 * themselves, not here: a forced call ends with {@code stop}.
 */
final class FinishReasons {
  private static final Map<String, StopReason> KNOWN =
      Map.ofEntries(
          Map.entry("stop", StopReason.END),
          Map.entry("length", StopReason.MAX_TOKENS),
          Map.entry("tool_calls", StopReason.TOOL_CALLS),
          Map.entry("function_call", StopReason.TOOL_CALLS),
          Map.entry("content_filter", StopReason.CONTENT_FILTER),
          // Together and text-generation-inference.
          Map.entry("eos", StopReason.END),
          Map.entry("eos_token", StopReason.END),
          Map.entry("stop_sequence", StopReason.STOP_SEQUENCE),
          // Mistral: the context was full.
          Map.entry("model_length", StopReason.CONTEXT_EXCEEDED),
          // OpenRouter, Mistral; DeepSeek; vLLM; z.ai.
          Map.entry("error", StopReason.ERROR),
          Map.entry("insufficient_system_resource", StopReason.ERROR),
          Map.entry("abort", StopReason.ERROR),
          Map.entry("network_error", StopReason.ERROR),
          // z.ai.
          Map.entry("sensitive", StopReason.CONTENT_FILTER),
          Map.entry("model_context_window_exceeded", StopReason.CONTEXT_EXCEEDED));

  private FinishReasons() {}

  /** What {@code reason} stands for; empty for a value nobody documented. */
  static Optional<StopReason> read(String reason) {
    return Optional.ofNullable(KNOWN.get(reason));
  }

  /**
   * The {@code finish_reason} of {@code stop}.
   *
   * @param refused whether the answer holds a refusal, which ends with {@code stop} at OpenAI
   */
  static String write(StopReason stop, boolean refused) {
    return switch (stop) {
      case END, STOP_SEQUENCE, PAUSE, ERROR -> "stop";
      case MAX_TOKENS, CONTEXT_EXCEEDED -> "length";
      case TOOL_CALLS -> "tool_calls";
      case CONTENT_FILTER -> "content_filter";
      case REFUSAL -> refused ? "stop" : "content_filter";
    };
  }

  /** Whether {@link #write} says less than {@code stop} does. */
  static boolean blurs(StopReason stop) {
    return switch (stop) {
      case PAUSE, ERROR, CONTEXT_EXCEEDED -> true;
      case END, STOP_SEQUENCE, MAX_TOKENS, TOOL_CALLS, CONTENT_FILTER, REFUSAL -> false;
    };
  }
}
