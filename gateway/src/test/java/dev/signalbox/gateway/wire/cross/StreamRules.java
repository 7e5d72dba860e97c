package dev.signalbox.gateway.wire.cross;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import dev.signalbox.gateway.wire.json.StrictJson;
import dev.signalbox.gateway.wire.model.Protocol;
import dev.signalbox.gateway.wire.sse.SseEvent;
import java.util.List;

/** The documented order of the events of one whole, successful stream. */
sealed interface StreamRules
    permits ChatStreamRules, ResponsesStreamRules, AnthropicStreamRules, GeminiStreamRules {
  /** Every rule that the stream breaks; empty when none. */
  List<String> violations(List<SseEvent> events);

  /** The rules of {@code protocol}. */
  static StreamRules of(Protocol protocol) {
    return switch (protocol) {
      case CHAT -> new ChatStreamRules();
      case RESPONSES -> new ResponsesStreamRules();
      case ANTHROPIC -> new AnthropicStreamRules();
      case GEMINI -> new GeminiStreamRules();
    };
  }

  /** The data of {@code event} as JSON; missing when it is none. */
  static JsonNode data(SseEvent event) {
    return StrictJson.tryParse(event.data()).orElse(JsonNodeFactory.instance.missingNode());
  }
}
