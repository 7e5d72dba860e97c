package dev.signalbox.gateway.wire.anthropic;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.signalbox.gateway.wire.codec.ReplyFrame;
import dev.signalbox.gateway.wire.codec.SignatureSeal;
import dev.signalbox.gateway.wire.json.StrictJson;
import dev.signalbox.gateway.wire.model.Choice;
import dev.signalbox.gateway.wire.model.Extras;
import dev.signalbox.gateway.wire.model.Losses;
import dev.signalbox.gateway.wire.model.Part;
import dev.signalbox.gateway.wire.model.Protocol;
import dev.signalbox.gateway.wire.model.Reply;
import dev.signalbox.gateway.wire.model.StopReason;
import dev.signalbox.gateway.wire.model.Usage;
import java.util.List;
import java.util.Optional;

/** Writes whole answers for clients; tells what they cannot hold. */
final class ReplyWriter {
  private final ReplyFrame frame;
  private final Losses losses;
  private final ReplyBlocks blocks;

  ReplyWriter(ReplyFrame frame, SignatureSeal seal, Losses losses) {
    this.frame = frame;
    this.losses = losses;
    this.blocks = new ReplyBlocks(seal, losses);
  }

  /** The id of the answer in this API. */
  static String idOf(ReplyFrame frame) {
    return "msg_" + frame.replyId();
  }

  /** The message that {@code reply} is. */
  ObjectNode write(Reply reply) {
    tellChoices(reply.choices());
    Choice choice =
        reply.choices().isEmpty()
            ? new Choice(0, List.of(), StopReason.END, Optional.empty(), Extras.NONE)
            : reply.choices().getFirst();
    ObjectNode message = message(idOf(frame), frame.modelOr(reply.model()));
    message.set("content", content(choice.parts()));
    boolean refused = choice.parts().stream().anyMatch(Part.Refusal.class::isInstance);
    blocks.stop(
        new ReplyBlocks.Ending(choice.stop(), choice.stopSequence(), choice.extras(), refused),
        message);
    message.set("usage", UsageJson.write(reply.usage().orElse(Usage.ZERO), reply.extras()));
    extras(reply.extras(), message, losses);
    message.putIfAbsent("container", message.nullNode());
    return message;
  }

  /** A message that has nothing but its name yet. */
  static ObjectNode message(String id, String model) {
    return Blocks.block("message").put("id", id).put("role", "assistant").put("model", model);
  }

  /** Writes the extra fields of a reply that do not stand inside its {@code usage}. */
  static void extras(Extras extras, ObjectNode message, Losses losses) {
    ObjectNode outside = StrictJson.object();
    extras
        .fields()
        .properties()
        .forEach(
            field -> {
              if (!extras.belongTo(Protocol.ANTHROPIC) || !UsageJson.inside(field.getKey())) {
                outside.set(field.getKey(), field.getValue());
              }
            });
    new Extras(extras.origin(), outside).writeTo(message, Protocol.ANTHROPIC, losses, "");
  }

  private void tellChoices(List<Choice> choices) {
    for (int i = 1; i < choices.size(); i++) {
      losses.dropped(
          "choices[%d]".formatted(choices.get(i).index()), "the anthropic API gives one answer");
    }
  }

  private ArrayNode content(List<Part> parts) {
    ArrayNode content = StrictJson.object().arrayNode();
    for (int i = 0; i < parts.size(); i++) {
      add(parts.get(i), "content[%d]".formatted(i), content);
    }
    return content;
  }

  private void add(Part part, String path, ArrayNode content) {
    switch (part) {
      case Part.Text text -> text(text, path, content);
      case Part.Reasoning reasoning -> reasoning(reasoning, path, content);
      case Part.Refusal refusal -> {
        if (!refusal.text().isEmpty()) {
          content.add(blocks.text(refusal.text(), Extras.NONE, path));
        }
      }
      case Part.ToolCall call -> toolUse(call, path, content);
      case Part.Opaque opaque -> blocks.opaque(opaque, path).ifPresent(content::add);
      case Part.Media _, Part.ToolResult _ -> blocks.tellNone(path);
    }
  }

  private void text(Part.Text text, String path, ArrayNode content) {
    if (!text.logProbs().isEmpty()) {
      blocks.tellLogProbs();
    }
    ArrayNode citations = content.arrayNode();
    for (int i = 0; i < text.citations().size(); i++) {
      Citations.write(text.citations().get(i), losses, "%s.citations[%d]".formatted(path, i))
          .ifPresent(citations::add);
    }
    boolean empty = text.text().isEmpty() && citations.isEmpty();
    if (!empty) {
      ObjectNode block = blocks.text(text.text(), text.extras(), path);
      if (!citations.isEmpty()) {
        block.set("citations", citations);
      }
      content.add(block);
    }
    blocks.textSignature(text.signature(), empty).ifPresent(content::add);
  }

  private void reasoning(Part.Reasoning reasoning, String path, ArrayNode content) {
    Optional<String> hidden = ReplyBlocks.hidden(reasoning.signature());
    if (hidden.isPresent() && reasoning.text().isEmpty()) {
      content.add(blocks.redacted(hidden.get(), reasoning.extras(), path));
    } else if (!reasoning.text().isEmpty() || reasoning.signature().isPresent()) {
      String token = reasoning.signature().map(blocks::token).orElse("");
      content.add(blocks.thinking(reasoning.text(), token, reasoning.extras(), path));
    }
  }

  private void toolUse(Part.ToolCall call, String path, ArrayNode content) {
    ObjectNode input = ToolArguments.toInput(call.argumentsJson());
    if (ToolArguments.wrapped(input)) {
      losses.adapted(path + ".input", "not a JSON object, so it is sent inside of one");
    }
    content.add(blocks.toolUse(call, input, path));
  }
}
