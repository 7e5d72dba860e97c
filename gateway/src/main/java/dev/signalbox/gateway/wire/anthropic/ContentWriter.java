package dev.signalbox.gateway.wire.anthropic;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.signalbox.gateway.wire.codec.ToolIds;
import dev.signalbox.gateway.wire.json.StrictJson;
import dev.signalbox.gateway.wire.model.Citation;
import dev.signalbox.gateway.wire.model.Losses;
import dev.signalbox.gateway.wire.model.Part;
import dev.signalbox.gateway.wire.model.Protocol;
import dev.signalbox.gateway.wire.model.Signature;
import java.util.List;
import java.util.Optional;

/** Writes parts as content blocks of a request; tells what cannot be written. */
final class ContentWriter {
  private static final int MAX_ID_LENGTH = 64;
  private static final String FOREIGN_SIGNATURE =
      "made by another provider, which alone can use it";

  private final Losses losses;

  ContentWriter(Losses losses) {
    this.losses = losses;
  }

  /** The block for {@code part}, which stands at {@code path}; empty when there is none. */
  Optional<ObjectNode> write(Part part, String path) {
    return switch (part) {
      case Part.Text text -> text(text, path);
      case Part.Reasoning reasoning -> reasoning(reasoning, path);
      case Part.Refusal refusal -> refusal(refusal, path);
      case Part.Media media -> MediaWriter.write(media, losses, path);
      case Part.ToolCall call -> Optional.of(toolUse(call, path));
      case Part.ToolResult result -> Optional.of(toolResult(result, path));
      case Part.Opaque opaque -> opaque(opaque, path);
    };
  }

  /** Empty text blocks are refused by the API; what else such a text carries goes with it. */
  private Optional<ObjectNode> text(Part.Text text, String path) {
    text.signature().ifPresent(_ -> losses.dropped(path + ".signature", FOREIGN_SIGNATURE));
    if (text.text().isEmpty()) {
      return Optional.empty();
    }
    ObjectNode block = Blocks.text(text.text());
    ArrayNode citations = block.arrayNode();
    List<Citation> all = text.citations();
    for (int i = 0; i < all.size(); i++) {
      Citations.writeOwn(all.get(i), losses, "%s.citations[%d]".formatted(path, i))
          .ifPresent(citations::add);
    }
    if (!citations.isEmpty()) {
      block.set("citations", citations);
    }
    Blocks.write(text.extras(), block, losses, path);
    return Optional.of(block);
  }

  private Optional<ObjectNode> reasoning(Part.Reasoning reasoning, String path) {
    Optional<Signature> own =
        reasoning.signature().filter(signature -> signature.origin() == Protocol.ANTHROPIC);
    if (own.isEmpty()) {
      losses.dropped(
          path,
          reasoning.signature().isPresent()
              ? FOREIGN_SIGNATURE
              : "reasoning without a signature is refused");
      return Optional.empty();
    }
    ObjectNode block =
        own.get().kind() == Signature.Kind.REDACTED
            ? Blocks.block("redacted_thinking").put("data", own.get().value())
            : Blocks.block("thinking")
                .put("thinking", reasoning.text())
                .put("signature", own.get().value());
    Blocks.write(reasoning.extras(), block, losses, path);
    return Optional.of(block);
  }

  private Optional<ObjectNode> refusal(Part.Refusal refusal, String path) {
    if (refusal.text().isEmpty()) {
      return Optional.empty();
    }
    losses.adapted(path, "a refusal is sent as text");
    return Optional.of(Blocks.text(refusal.text()));
  }

  private ObjectNode toolUse(Part.ToolCall call, String path) {
    call.signature().ifPresent(_ -> losses.dropped(path + ".signature", FOREIGN_SIGNATURE));
    ObjectNode input = ToolArguments.toInput(call.argumentsJson());
    if (ToolArguments.wrapped(input)) {
      losses.adapted(path + ".arguments", "not a JSON object, so it is sent inside of one");
    }
    ObjectNode block = Blocks.block("tool_use").put("id", idOf(call.id())).put("name", call.name());
    block.set("input", input);
    Blocks.write(call.extras(), block, losses, path);
    return block;
  }

  private static String idOf(String callId) {
    return ToolIds.plain(callId, "toolu_", MAX_ID_LENGTH);
  }

  private ObjectNode toolResult(Part.ToolResult result, String path) {
    ObjectNode block = Blocks.block("tool_result").put("tool_use_id", idOf(result.callId()));
    ArrayNode content = writeAll(result.content(), path);
    if (!content.isEmpty()) {
      block.set("content", content);
    }
    if (result.error()) {
      block.put("is_error", true);
    }
    Blocks.write(result.extras(), block, losses, path);
    return block;
  }

  /** The blocks for {@code parts}, which are the content of what stands at {@code path}. */
  ArrayNode writeAll(List<Part> parts, String path) {
    ArrayNode content = StrictJson.object().arrayNode();
    for (int i = 0; i < parts.size(); i++) {
      write(parts.get(i), "%s.content[%d]".formatted(path, i)).ifPresent(content::add);
    }
    return content;
  }

  private Optional<ObjectNode> opaque(Part.Opaque opaque, String path) {
    JsonNode raw = opaque.raw();
    if (opaque.origin() == Protocol.ANTHROPIC && raw instanceof ObjectNode object) {
      return Optional.of(object);
    }
    losses.dropped(
        path, "`%s` is known to the %s API only".formatted(opaque.type(), opaque.origin().id()));
    return Optional.empty();
  }
}
