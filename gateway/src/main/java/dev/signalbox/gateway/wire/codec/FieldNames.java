package dev.signalbox.gateway.wire.codec;

import static java.util.Map.entry;

import dev.signalbox.gateway.wire.model.Protocol;
import java.util.Map;

/**
 * What the settings of the canonical request are called in each API, so that a loss names the field
 * that the client wrote. Fields not listed have the same name everywhere, or in one API alone.
 */
public final class FieldNames {
  private static final Map<String, String> CHAT =
      Map.ofEntries(
          entry("max_output_tokens", "max_completion_tokens"),
          entry("text.format", "response_format.json_schema"),
          entry("reasoning", "reasoning_effort"),
          entry("reasoning.effort", "reasoning_effort"));

  private static final Map<String, String> RESPONSES =
      Map.ofEntries(
          entry("max_tokens", "max_output_tokens"),
          entry("response_format", "text.format"),
          entry("verbosity", "text.verbosity"),
          entry("reasoning_effort", "reasoning.effort"));

  private static final Map<String, String> ANTHROPIC =
      Map.ofEntries(
          entry("max_output_tokens", "max_tokens"),
          entry("stop", "stop_sequences"),
          entry("user", "metadata.user_id"),
          entry("response_format", "output_config.format"),
          entry("text.format", "output_config.format"),
          entry("reasoning", "thinking"),
          entry("reasoning.effort", "output_config.effort"),
          entry("reasoning_effort", "output_config.effort"),
          entry("parallel_tool_calls", "tool_choice.disable_parallel_tool_use"));

  private static final Map<String, String> GEMINI =
      Map.ofEntries(
          entry("temperature", "generationConfig.temperature"),
          entry("top_p", "generationConfig.topP"),
          entry("top_k", "generationConfig.topK"),
          entry("stop", "generationConfig.stopSequences"),
          entry("seed", "generationConfig.seed"),
          entry("n", "generationConfig.candidateCount"),
          entry("frequency_penalty", "generationConfig.frequencyPenalty"),
          entry("presence_penalty", "generationConfig.presencePenalty"),
          entry("logprobs", "generationConfig.responseLogprobs"),
          entry("top_logprobs", "generationConfig.logprobs"),
          entry("max_tokens", "generationConfig.maxOutputTokens"),
          entry("max_output_tokens", "generationConfig.maxOutputTokens"),
          entry("response_format", "generationConfig.responseJsonSchema"),
          entry("text.format", "generationConfig.responseJsonSchema"),
          entry("reasoning", "generationConfig.thinkingConfig"),
          entry("reasoning.effort", "generationConfig.thinkingConfig.thinkingLevel"),
          entry("reasoning_effort", "generationConfig.thinkingConfig.thinkingLevel"),
          entry("reasoning.budget_tokens", "generationConfig.thinkingConfig.thinkingBudget"),
          entry("thinking.budget_tokens", "generationConfig.thinkingConfig.thinkingBudget"),
          entry("thinking", "generationConfig.thinkingConfig"),
          entry("reasoning.include", "generationConfig.thinkingConfig.includeThoughts"),
          entry("reasoning.summary", "generationConfig.thinkingConfig.includeThoughts"),
          entry("tool_choice", "toolConfig.functionCallingConfig"));

  private FieldNames() {}

  /** The path {@code canonical} as a client of {@code protocol} writes it. */
  public static String of(Protocol protocol, String canonical) {
    Map<String, String> names = namesIn(protocol);
    String start = canonical;
    while (!names.containsKey(start)) {
      int cut = Math.max(start.lastIndexOf('.'), start.lastIndexOf('['));
      if (cut <= 0) {
        return canonical;
      }
      start = start.substring(0, cut);
    }
    return names.get(start) + canonical.substring(start.length());
  }

  private static Map<String, String> namesIn(Protocol protocol) {
    return switch (protocol) {
      case CHAT -> CHAT;
      case RESPONSES -> RESPONSES;
      case ANTHROPIC -> ANTHROPIC;
      case GEMINI -> GEMINI;
    };
  }
}
