package dev.signalbox.gateway.wire.rules;

import com.fasterxml.jackson.databind.JsonNode;
import dev.signalbox.gateway.wire.model.Protocol;
import java.util.List;

/** What one API demands of a request. */
public sealed interface RequestRules
    permits ChatRequestRules,
        ResponsesRequestRules,
        AnthropicRequestRules,
        GeminiRequestRules,
        CohereRequestRules,
        ConverseRequestRules {
  /** Every rule that {@code body} breaks, each with the path of the field; empty when none. */
  List<String> violations(JsonNode body);

  /** The checker for Cohere's Chat v2, which no client speaks. */
  static RequestRules cohere() {
    return new CohereRequestRules();
  }

  /** The checker for Bedrock's Converse, which no client speaks. */
  static RequestRules converse() {
    return new ConverseRequestRules();
  }

  /** The checker for {@code protocol}. */
  static RequestRules of(Protocol protocol) {
    return switch (protocol) {
      case CHAT -> new ChatRequestRules();
      case RESPONSES -> new ResponsesRequestRules();
      case ANTHROPIC -> new AnthropicRequestRules();
      case GEMINI -> new GeminiRequestRules();
    };
  }
}
