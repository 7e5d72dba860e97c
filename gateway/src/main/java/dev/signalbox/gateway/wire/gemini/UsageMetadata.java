package dev.signalbox.gateway.wire.gemini;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.signalbox.gateway.wire.json.StrictJson;
import dev.signalbox.gateway.wire.model.Usage;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * {@code usageMetadata} (<a href="https://ai.google.dev/api/generate-content#UsageMetadata">Gemini
 * API, "UsageMetadata"</a>): the prompt includes what was read from a cache but not what server
 * tools added; the candidates exclude the thoughts.
 */
final class UsageMetadata {
  private static final String PROMPT = "promptTokenCount";
  private static final String CACHED = "cachedContentTokenCount";
  private static final String CANDIDATES = "candidatesTokenCount";
  private static final String THOUGHTS = "thoughtsTokenCount";
  private static final String TOOL_PROMPT = "toolUsePromptTokenCount";

  /** The number of {@code AUDIO} in the API's own enum {@code Modality}. */
  private static final int AUDIO = 4;

  private UsageMetadata() {}

  /** The tokens; empty when no figure is given, as in early chunks of a stream. */
  static Optional<Usage> read(JsonNode value) {
    if (!(value instanceof ObjectNode object)) {
      return Optional.empty();
    }
    ObjectNode usage = Names.camel(object);
    if (Stream.of(PROMPT, CACHED, CANDIDATES, THOUGHTS, TOOL_PROMPT).noneMatch(usage::has)) {
      return Optional.empty();
    }
    long cached = count(usage, CACHED);
    long input = count(usage, PROMPT) - cached;
    long thoughts = count(usage, THOUGHTS);
    long output = count(usage, CANDIDATES) + thoughts;
    long audioInput = audio(usage, "promptTokensDetails") - audio(usage, "cacheTokensDetails");
    long audioOutput = audio(usage, "candidatesTokensDetails");
    return Optional.of(
        new Usage(
            input,
            cached,
            0,
            0,
            count(usage, TOOL_PROMPT),
            output,
            thoughts,
            within(audioInput, input),
            within(audioOutput, output),
            ""));
  }

  static ObjectNode write(Usage usage) {
    ObjectNode result = StrictJson.object();
    long prompt = usage.totalInput() - usage.toolPrompt();
    result.put(PROMPT, prompt);
    if (usage.cacheRead() > 0) {
      result.put(CACHED, usage.cacheRead());
    }
    result.put(CANDIDATES, usage.output() - usage.reasoning());
    if (usage.reasoning() > 0) {
      result.put(THOUGHTS, usage.reasoning());
    }
    if (usage.toolPrompt() > 0) {
      result.put(TOOL_PROMPT, usage.toolPrompt());
    }
    result.put("totalTokenCount", usage.total());
    if (usage.audioInput() > 0) {
      details(result.putArray("promptTokensDetails"), prompt, usage.audioInput());
    }
    if (usage.audioOutput() > 0) {
      details(
          result.putArray("candidatesTokensDetails"),
          usage.output() - usage.reasoning(),
          usage.audioOutput());
    }
    return result;
  }

  private static void details(ArrayNode details, long all, long audio) {
    if (all > audio) {
      details.addObject().put("modality", "TEXT").put("tokenCount", all - audio);
    }
    details.addObject().put("modality", "AUDIO").put("tokenCount", audio);
  }

  private static long count(ObjectNode usage, String name) {
    return usage.path(name).asLong(0);
  }

  private static long audio(ObjectNode usage, String name) {
    long tokens = 0;
    for (JsonNode detail : usage.path(name)) {
      JsonNode modality = detail.path("modality");
      if (modality.asText().equals("AUDIO") || (modality.isInt() && modality.intValue() == AUDIO)) {
        tokens += detail.path("tokenCount").asLong(0);
      }
    }
    return tokens;
  }

  private static long within(long part, long whole) {
    return Math.clamp(part, 0, Math.max(0, whole));
  }
}
