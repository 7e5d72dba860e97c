package dev.signalbox.gateway.wire.chat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.signalbox.gateway.wire.codec.SignatureSeal;
import dev.signalbox.gateway.wire.codec.ToolIds;
import dev.signalbox.gateway.wire.json.StrictJson;
import dev.signalbox.gateway.wire.model.Losses;
import dev.signalbox.gateway.wire.model.Part;
import dev.signalbox.gateway.wire.model.Protocol;

/**
 * Writes tool calls for clients: an entry of {@code tool_calls}, or the older {@code function_call}
 * for clients that asked with {@code functions}.
 */
final class ClientCalls {
  private final SignatureSeal seal;
  private final Losses losses;
  private final boolean older;

  ClientCalls(ObjectNode requestBody, SignatureSeal seal, Losses losses) {
    this.seal = seal;
    this.losses = losses;
    this.older = requestBody.path("functions").isArray() && !requestBody.path("tools").isArray();
  }

  /** Whether the client reads {@code function_call} instead of {@code tool_calls}. */
  boolean older() {
    return older;
  }

  /** {@code call} as an entry of {@code tool_calls}, with the arguments it holds. */
  ObjectNode write(Part.ToolCall call, String path) {
    ObjectNode node = StrictJson.object();
    node.put("id", ToolIds.toClient(call, Protocol.CHAT, seal));
    if (custom(call)) {
      node.put("type", "custom");
      node.putObject("custom").put("name", call.name()).put("input", call.argumentsJson());
    } else {
      node.put("type", "function");
      node.set("function", function(call));
    }
    call.extras().writeTo(node, Protocol.CHAT, losses, path);
    call.signature()
        .filter(signature -> signature.origin() == Protocol.CHAT)
        .ifPresent(signature -> CallSignature.write(node, signature.value()));
    return node;
  }

  /** {@code call} as {@code function_call}. */
  static ObjectNode function(Part.ToolCall call) {
    return StrictJson.object().put("name", call.name()).put("arguments", call.argumentsJson());
  }

  /** A delta of the arguments of {@code call}, the {@code index}-th of its choice. */
  static ObjectNode delta(Part.ToolCall call, int index, String text) {
    ObjectNode node = StrictJson.object().put("index", index);
    if (custom(call)) {
      node.putObject("custom").put("input", text);
    } else {
      node.putObject("function").put("arguments", text);
    }
    return node;
  }

  private static boolean custom(Part.ToolCall call) {
    return call.extras().belongTo(Protocol.CHAT)
        && call.extras().fields().path("type").asText().equals("custom");
  }
}
