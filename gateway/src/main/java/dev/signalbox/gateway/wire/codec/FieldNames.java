package dev.signalbox.gateway.wire.codec;

import dev.signalbox.gateway.wire.model.Protocol;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.Map;

/**
 * What the settings of the canonical request are called in each API, so that a loss names the field
 * that the client wrote. Fields not listed have the same name everywhere, or in one API alone.
 */
public final class FieldNames {
  private static final Map<Protocol, Map<String, String>> NAMES = new EnumMap<>(Protocol.class);

  static {
    name(Protocol.CHAT, "max_output_tokens", "max_completion_tokens");
    name(Protocol.CHAT, "text.format", "response_format.json_schema");
    name(Protocol.CHAT, "reasoning", "reasoning_effort");
    name(Protocol.CHAT, "reasoning.effort", "reasoning_effort");

    name(Protocol.RESPONSES, "max_tokens", "max_output_tokens");
    name(Protocol.RESPONSES, "response_format", "text.format");
    name(Protocol.RESPONSES, "verbosity", "text.verbosity");
    name(Protocol.RESPONSES, "reasoning_effort", "reasoning.effort");

    name(Protocol.ANTHROPIC, "max_output_tokens", "max_tokens");
    name(Protocol.ANTHROPIC, "stop", "stop_sequences");
    name(Protocol.ANTHROPIC, "user", "metadata.user_id");
    name(Protocol.ANTHROPIC, "response_format", "output_config.format");
    name(Protocol.ANTHROPIC, "text.format", "output_config.format");
    name(Protocol.ANTHROPIC, "reasoning", "thinking");
    name(Protocol.ANTHROPIC, "reasoning.effort", "output_config.effort");
    name(Protocol.ANTHROPIC, "reasoning_effort", "output_config.effort");
    name(Protocol.ANTHROPIC, "parallel_tool_calls", "tool_choice.disable_parallel_tool_use");

    config("temperature", "temperature");
    config("top_p", "topP");
    config("top_k", "topK");
    config("stop", "stopSequences");
    config("seed", "seed");
    config("n", "candidateCount");
    config("frequency_penalty", "frequencyPenalty");
    config("presence_penalty", "presencePenalty");
    config("logprobs", "responseLogprobs");
    config("top_logprobs", "logprobs");
    config("max_tokens", "maxOutputTokens");
    config("max_output_tokens", "maxOutputTokens");
    config("response_format", "responseJsonSchema");
    config("text.format", "responseJsonSchema");
    config("reasoning", "thinkingConfig");
    config("reasoning.effort", "thinkingConfig.thinkingLevel");
    config("reasoning_effort", "thinkingConfig.thinkingLevel");
    config("reasoning.budget_tokens", "thinkingConfig.thinkingBudget");
    config("thinking.budget_tokens", "thinkingConfig.thinkingBudget");
    config("thinking", "thinkingConfig");
    config("reasoning.include", "thinkingConfig.includeThoughts");
    config("reasoning.summary", "thinkingConfig.includeThoughts");
    name(Protocol.GEMINI, "tool_choice", "toolConfig.functionCallingConfig");
  }

  private FieldNames() {}

  private static void name(Protocol client, String canonical, String own) {
    NAMES.computeIfAbsent(client, _ -> new HashMap<>()).put(canonical, own);
  }

  private static void config(String canonical, String own) {
    name(Protocol.GEMINI, canonical, "generationConfig." + own);
  }

  /** The path {@code canonical} as a client of {@code protocol} writes it. */
  public static String of(Protocol protocol, String canonical) {
    Map<String, String> names = NAMES.getOrDefault(protocol, Map.of());
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
}
