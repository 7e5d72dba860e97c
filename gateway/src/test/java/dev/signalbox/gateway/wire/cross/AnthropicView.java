package dev.signalbox.gateway.wire.cross;

import com.fasterxml.jackson.databind.JsonNode;
import dev.signalbox.gateway.wire.json.StrictJson;
import java.util.List;
import java.util.Optional;

/** What a client sees of an Anthropic {@code message}. */
final class AnthropicView {
  private AnthropicView() {}

  static Seen read(JsonNode body) {
    Seen.Builder seen = new Seen.Builder();
    for (JsonNode block : body.path("content")) {
      switch (block.path("type").asText()) {
        case "text" -> {
          seen.text(block.path("text").asText());
          seen.citations(block.path("citations").size());
        }
        case "thinking" -> seen.reasoning(block.path("thinking").asText());
        case "redacted_thinking" -> {}
        case "tool_use" ->
            seen.call(block.path("name").asText(), StrictJson.toText(block.path("input")));
        default -> seen.other();
      }
    }
    seen.stop(body.path("stop_reason").asText("none"));
    return new Seen(List.of(seen.build()), tokens(body.path("usage")));
  }

  private static Optional<Seen.Tokens> tokens(JsonNode usage) {
    if (!usage.isObject()) {
      return Optional.empty();
    }
    long cached = usage.path("cache_read_input_tokens").asLong();
    return Optional.of(
        new Seen.Tokens(
            usage.path("input_tokens").asLong()
                + cached
                + usage.path("cache_creation_input_tokens").asLong(),
            cached,
            usage.path("output_tokens").asLong()));
  }
}
