package dev.signalbox.gateway.wire.chat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.signalbox.gateway.wire.codec.Dialect;
import dev.signalbox.gateway.wire.json.StrictJson;
import dev.signalbox.gateway.wire.model.Losses;
import dev.signalbox.gateway.wire.model.Part;
import dev.signalbox.gateway.wire.model.Protocol;
import dev.signalbox.gateway.wire.model.Signature;
import java.util.ArrayList;
import java.util.List;

/** Writes an assistant's message of a history: content, reasoning, refusal and calls. */
final class AssistantWriter {
  private static final String OTHER_API = "it is bound to the API that made it";

  private final Dialect dialect;
  private final Losses losses;
  private final ContentWriter content;

  AssistantWriter(Dialect dialect, Losses losses, ContentWriter content) {
    this.dialect = dialect;
    this.losses = losses;
    this.content = content;
  }

  void write(List<Part> parts, ObjectNode message, String path) {
    List<Part> said = new ArrayList<>();
    List<JsonNode> thoughts = new ArrayList<>();
    StringBuilder refusal = new StringBuilder();
    for (int i = 0; i < parts.size(); i++) {
      String at = path + ".content[" + i + "]";
      switch (parts.get(i)) {
        case Part.Reasoning reasoning -> reasoning(reasoning, message, thoughts, at);
        case Part.ToolCall call -> message.withArray("tool_calls").add(call(call, at));
        case Part.Refusal(String text) -> {
          if (DialectRules.refusalField(dialect)) {
            refusal.append(text);
          } else {
            said.add(Part.Text.of(text));
          }
        }
        case Part.Media _ -> losses.dropped(at, "an assistant's message holds no media");
        case Part.Text text -> said.add(text);
        case Part.Opaque opaque -> said.add(opaque);
        case Part.ToolResult _ -> losses.dropped(at, "an assistant gives no tool results");
      }
    }
    if (!refusal.isEmpty()) {
      message.put("refusal", refusal.toString());
    }
    content(said, thoughts, message, path);
    if (message.has("tool_calls") && DialectRules.reasoningRequired(dialect)) {
      message.putIfAbsent(dialect.reasoningField(), JsonNodeFactory.instance.textNode(""));
    }
  }

  private void content(List<Part> said, List<JsonNode> thoughts, ObjectNode message, String path) {
    if (!thoughts.isEmpty()) {
      ArrayNode array = JsonNodeFactory.instance.arrayNode().addAll(thoughts);
      array.addAll(content.parts(said, path));
      message.set("content", array);
    } else if (!said.isEmpty() || !(message.has("tool_calls") || message.has("refusal"))) {
      message.set("content", content.write(said, path));
    }
  }

  private void reasoning(
      Part.Reasoning reasoning, ObjectNode message, List<JsonNode> thoughts, String path) {
    String field = dialect.reasoningField();
    if (field.isEmpty()) {
      losses.dropped(path, "the Chat API takes no reasoning back");
      return;
    }
    if (field.equals(Dialects.THINKING_PARTS)) {
      if (!reasoning.text().isEmpty()) {
        thoughts.add(DialectParts.part(reasoning.text()));
      }
    } else if (!reasoning.text().isEmpty()) {
      message.put(field, message.path(field).asText() + reasoning.text());
    }
    reasoning.signature().ifPresent(signature -> details(signature, message, path));
    new Leftovers(dialect, losses).write(reasoning.extras(), message, path);
  }

  private void details(Signature signature, ObjectNode message, String path) {
    List<JsonNode> entries = ReasoningDetails.entriesOf(signature);
    if (entries.isEmpty() || !DialectRules.reasoningDetails(dialect)) {
      losses.dropped(path + ".signature", OTHER_API);
    } else {
      message.withArray("reasoning_details").addAll(entries);
    }
  }

  private ObjectNode call(Part.ToolCall call, String path) {
    ObjectNode node = StrictJson.object();
    node.put("id", DialectRules.callId(call.id(), dialect));
    boolean custom =
        call.extras().belongTo(Protocol.CHAT)
            && call.extras().fields().path("type").asText().equals("custom");
    if (custom) {
      node.put("type", "custom");
      node.putObject("custom").put("name", call.name()).put("input", call.argumentsJson());
    } else {
      node.put("type", "function");
      String arguments = call.argumentsJson().isEmpty() ? "{}" : call.argumentsJson();
      node.putObject("function").put("name", call.name()).put("arguments", arguments);
    }
    new Leftovers(dialect, losses).write(call.extras(), node, path);
    call.signature().ifPresent(signature -> sign(signature, node, path));
    return node;
  }

  private void sign(Signature signature, ObjectNode call, String path) {
    if (signature.origin() == Protocol.CHAT) {
      CallSignature.write(call, signature.value());
    } else {
      losses.dropped(path + ".signature", OTHER_API);
    }
  }
}
