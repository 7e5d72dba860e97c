package dev.signalbox.gateway.wire.formats;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.signalbox.gateway.wire.model.Protocol;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.StreamSupport;

/**
 * Tells the API format of a request by the fields it has, where no address says it. {@code
 * contents} is Gemini's, {@code input} that of Responses; {@code messages} is Anthropic's where a
 * field, tool or content block stands beside it that only Anthropic has, and Chat's otherwise.
 */
public final class RequestShape {
  private static final Set<String> ANTHROPIC_FIELDS =
      Set.of("system", "thinking", "stop_sequences", "mcp_servers", "output_config");

  private static final Set<String> CHAT_BLOCKS =
      Set.of("text", "image_url", "input_audio", "file", "refusal");

  private RequestShape() {}

  /** The format of {@code body}; empty when it is no request for an answer. */
  public static Optional<Protocol> of(ObjectNode body) {
    if (body.has("contents")) {
      return Optional.of(Protocol.GEMINI);
    }
    if (body.has("input")) {
      return Optional.of(Protocol.RESPONSES);
    }
    if (!body.has("messages")) {
      return Optional.empty();
    }
    boolean anthropic =
        ANTHROPIC_FIELDS.stream().anyMatch(body::has)
            || any(body.path("tools"), tool -> tool.has("input_schema"))
            || any(body.path("messages"), RequestShape::hasAnthropicBlock);
    return Optional.of(anthropic ? Protocol.ANTHROPIC : Protocol.CHAT);
  }

  private static boolean hasAnthropicBlock(JsonNode message) {
    return any(
        message.path("content"),
        block ->
            block.has("cache_control")
                || (block.path("type").isTextual()
                    && !CHAT_BLOCKS.contains(block.path("type").textValue())));
  }

  private static boolean any(JsonNode list, Predicate<JsonNode> what) {
    return list.isArray() && StreamSupport.stream(list.spliterator(), false).anyMatch(what);
  }
}
