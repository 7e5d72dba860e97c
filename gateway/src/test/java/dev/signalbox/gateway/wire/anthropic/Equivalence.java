package dev.signalbox.gateway.wire.anthropic;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.signalbox.gateway.wire.json.StrictJson;
import dev.signalbox.gateway.wire.model.Choice;
import dev.signalbox.gateway.wire.model.Part;
import dev.signalbox.gateway.wire.model.Reply;
import java.util.List;
import java.util.Optional;

/**
 * The only differences that count as none: a string for a list of one text block; null or false for
 * absent in {@code citations}, {@code is_error} and {@code stream}, and empty tools and
 * instructions; the beta name {@code output_format}; and the spaces between tokens of tool
 * arguments.
 */
final class Equivalence {
  private Equivalence() {}

  static ObjectNode request(ObjectNode body) {
    ObjectNode same = body.deepCopy();
    content(same, "system");
    same.path("messages").forEach(Equivalence::message);
    if (!same.path("stream").booleanValue()) {
      same.remove("stream");
    }
    for (String list : List.of("tools", "system")) {
      if (same.path(list).isEmpty()) {
        same.remove(list);
      }
    }
    JsonNode beta = same.remove("output_format");
    if (beta != null) {
      same.putObject("output_config").set("format", beta);
    }
    return same;
  }

  private static void message(JsonNode message) {
    content((ObjectNode) message, "content");
    message.path("content").forEach(Equivalence::block);
  }

  private static void block(JsonNode node) {
    ObjectNode block = (ObjectNode) node;
    if (block.path("type").asText().equals("text") && block.path("citations").isNull()) {
      block.remove("citations");
    }
    if (block.path("type").asText().equals("tool_result")) {
      content(block, "content");
      if (!block.path("is_error").booleanValue()) {
        block.remove("is_error");
      }
    }
  }

  private static void content(ObjectNode parent, String field) {
    if (parent.path(field).isTextual()) {
      String text = parent.path(field).textValue();
      ArrayNode blocks = parent.putArray(field);
      if (!text.isEmpty()) {
        blocks.addObject().put("type", "text").put("text", text);
      }
    }
  }

  static Reply reply(Reply reply) {
    List<Choice> choices =
        reply.choices().stream()
            .map(
                c ->
                    new Choice(
                        c.index(),
                        c.parts().stream().map(Equivalence::part).toList(),
                        c.stop(),
                        c.stopSequence(),
                        c.extras()))
            .toList();
    return new Reply(
        reply.id(), reply.model(), reply.createdSeconds(), choices, reply.usage(), reply.extras());
  }

  private static Part part(Part part) {
    if (part instanceof Part.ToolCall call) {
      Optional<JsonNode> json = StrictJson.tryParse(call.argumentsJson());
      return new Part.ToolCall(
          call.id(),
          call.name(),
          json.map(StrictJson::toText).orElse(call.argumentsJson()),
          call.signature(),
          call.extras());
    }
    return part;
  }
}
