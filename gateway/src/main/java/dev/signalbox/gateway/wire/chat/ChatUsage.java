package dev.signalbox.gateway.wire.chat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.signalbox.gateway.wire.json.Lenient;
import dev.signalbox.gateway.wire.json.StrictJson;
import dev.signalbox.gateway.wire.model.Usage;
import java.util.Optional;

/**
 * The {@code usage} object. {@code prompt_tokens} includes cached ones and {@code
 * completion_tokens} includes reasoning; two servers leave reasoning out of it, which {@code
 * total_tokens} tells.
 */
final class ChatUsage {
  private ChatUsage() {}

  /** The usage of a whole answer or a chunk, wherever the server put it. */
  static Optional<Usage> of(JsonNode answer) {
    return read(answer.path("usage"))
        .or(() -> read(answer.path("x_groq").path("usage")))
        // Moonshot puts it into the choice.
        .or(() -> read(answer.path("choices").path(0).path("usage")))
        .map(usage -> usage.servedAs(Lenient.text(answer, "service_tier")));
  }

  /** Reads a {@code usage} object; empty when it is none, counts nothing, or miscounts. */
  static Optional<Usage> read(JsonNode usage) {
    if (!Lenient.hasCounts(usage, "prompt_tokens", "completion_tokens")) {
      return Optional.empty();
    }
    if (!usage.path("prompt_tokens").isNumber() && !usage.path("completion_tokens").isNumber()) {
      return Optional.empty();
    }
    JsonNode prompt = usage.path("prompt_tokens_details");
    JsonNode completion = usage.path("completion_tokens_details");
    long cached = cached(usage, prompt);
    long written = Lenient.count(prompt, "cache_write_tokens");
    long input = Lenient.count(usage, "prompt_tokens") - cached - written;
    long reasoning =
        Lenient.number(completion, "reasoning_tokens")
            .or(() -> Lenient.number(usage, "reasoning_tokens"))
            .orElse(0L);
    long unlisted = unlistedReasoning(usage, reasoning);
    return Optional.of(
        new Usage(
            input,
            cached,
            written,
            0,
            0,
            Lenient.count(usage, "completion_tokens") + unlisted,
            reasoning == 0 ? unlisted : reasoning,
            // Cached audio counts among the cached tokens only.
            Math.min(Lenient.count(prompt, "audio_tokens"), Math.max(input, 0)),
            Lenient.count(completion, "audio_tokens"),
            ""));
  }

  /** Writes {@code usage} with every key OpenAI sends. */
  static ObjectNode write(Usage usage) {
    ObjectNode node = StrictJson.object();
    node.put("prompt_tokens", usage.totalInput());
    node.put("completion_tokens", usage.output());
    node.put("total_tokens", usage.total());
    ObjectNode prompt = node.putObject("prompt_tokens_details");
    prompt.put("cached_tokens", usage.cacheRead());
    prompt.put("audio_tokens", usage.audioInput());
    long written = usage.cacheWrite5m() + usage.cacheWrite1h();
    if (written > 0) {
      prompt.put("cache_write_tokens", written);
    }
    ObjectNode completion = node.putObject("completion_tokens_details");
    completion.put("reasoning_tokens", usage.reasoning());
    completion.put("audio_tokens", usage.audioOutput());
    completion.put("accepted_prediction_tokens", 0);
    completion.put("rejected_prediction_tokens", 0);
    return node;
  }

  private static long cached(JsonNode usage, JsonNode prompt) {
    return Lenient.number(prompt, "cached_tokens")
        // DeepSeek, Mistral, Moonshot.
        .or(() -> Lenient.number(usage, "prompt_cache_hit_tokens"))
        .or(() -> Lenient.number(usage, "num_cached_tokens"))
        .or(() -> Lenient.number(usage, "cached_tokens"))
        .filter(count -> count >= 0)
        .orElse(0L);
  }

  /**
   * Reasoning that {@code completion_tokens} leaves out: xAI reports it beside (the total is the
   * sum of the three), Gemini's compatible endpoint only in the total.
   */
  private static long unlistedReasoning(JsonNode usage, long reasoning) {
    long surplus =
        Lenient.count(usage, "total_tokens")
            - Lenient.count(usage, "prompt_tokens")
            - Lenient.count(usage, "completion_tokens");
    return surplus > 0 && (reasoning == 0 || reasoning == surplus) ? surplus : 0;
  }
}
