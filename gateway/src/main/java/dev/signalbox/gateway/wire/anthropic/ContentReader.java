package dev.signalbox.gateway.wire.anthropic;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.signalbox.gateway.wire.codec.SignatureSeal;
import dev.signalbox.gateway.wire.codec.ToolIds;
import dev.signalbox.gateway.wire.json.Fields;
import dev.signalbox.gateway.wire.json.Lenient;
import dev.signalbox.gateway.wire.json.StrictJson;
import dev.signalbox.gateway.wire.model.Extras;
import dev.signalbox.gateway.wire.model.Part;
import dev.signalbox.gateway.wire.model.Protocol;
import dev.signalbox.gateway.wire.model.Signature;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Reads the content of one request's messages, in order. Used by one thread at a time. */
final class ContentReader {
  private final SignatureSeal seal;
  private final Map<String, String> toolNames = new HashMap<>();

  ContentReader(SignatureSeal seal) {
    this.seal = seal;
  }

  /** The parts of the field {@code name}: a string, a list of blocks, null or nothing. */
  List<Part> read(Fields parent, String name) {
    Optional<JsonNode> content = parent.any(name);
    if (content.isEmpty()) {
      return List.of();
    }
    if (content.get().isTextual()) {
      String text = content.get().textValue();
      return text.isEmpty() ? List.of() : List.of(Part.Text.of(text));
    }
    if (!content.get().isArray()) {
      throw parent.problem(name, "must be a string or an array of content blocks");
    }
    List<Part> parts = new ArrayList<>();
    for (Fields block : parent.children(name)) {
      Optional<SignatureSeal.Sealed> ofText = sealed(block).filter(TextSignatures::holds);
      if (ofText.isPresent()) {
        TextSignatures.attach(parts, ofText.get());
      } else {
        parts.add(block(block));
      }
    }
    return parts;
  }

  private Optional<SignatureSeal.Sealed> sealed(Fields block) {
    return "thinking".equals(Lenient.textOf(block.node(), "type"))
        ? seal.open(Lenient.textOf(block.node(), "signature"))
        : Optional.empty();
  }

  private Part block(Fields block) {
    return switch (block.requiredText("type")) {
      case "text" -> text(block);
      case "image", "document" -> MediaReader.read(block);
      case "tool_use" -> toolUse(block);
      case "tool_result" -> toolResult(block);
      case "thinking" -> thinking(block);
      case "redacted_thinking" ->
          new Part.Reasoning(
              "",
              Optional.of(
                  new Signature(
                      Protocol.ANTHROPIC, Signature.Kind.REDACTED, block.requiredText("data"))),
              Blocks.extras(block));
      case String other -> new Part.Opaque(Protocol.ANTHROPIC, other, block.node());
    };
  }

  private static Part text(Fields block) {
    String text = block.requiredText("text");
    List<JsonNode> citations = block.items("citations");
    return new Part.Text(
        text,
        Citations.readAll(StrictJson.object().arrayNode().addAll(citations)),
        List.of(),
        Optional.empty(),
        Blocks.extras(block));
  }

  private Part toolUse(Fields block) {
    ToolIds.Opened opened = ToolIds.fromClient(id(block, "id"), seal);
    String name = block.requiredText("name");
    toolNames.put(opened.id(), name);
    String arguments =
        ToolArguments.fromInput(block.any("input").orElse(StrictJson.object().missingNode()));
    return new Part.ToolCall(
        opened.id(), name, arguments, opened.signature(), withoutDirectCaller(block));
  }

  /** A direct call is what a call without a caller is. */
  private static Extras withoutDirectCaller(Fields block) {
    if (block.node().get("caller") instanceof ObjectNode caller && isDirect(caller)) {
      block.skip("caller");
    }
    return Blocks.extras(block);
  }

  static boolean isDirect(JsonNode caller) {
    return caller.size() == 1 && "direct".equals(Lenient.textOf(caller, "type"));
  }

  private Part toolResult(Fields block) {
    String callId = ToolIds.fromClient(id(block, "tool_use_id"), seal).id();
    List<Part> content = read(block, "content");
    boolean error = block.flag("is_error").orElse(false);
    return new Part.ToolResult(
        callId, toolNames.getOrDefault(callId, ""), content, error, Blocks.extras(block));
  }

  private static String id(Fields block, String name) {
    String id = block.requiredText(name);
    if (id.isEmpty()) {
      throw block.problem(name, "must not be empty");
    }
    return id;
  }

  private Part thinking(Fields block) {
    String text = block.text("thinking").orElse("");
    Optional<Signature> signature =
        block.text("signature").filter(token -> !token.isEmpty()).map(this::signature);
    return new Part.Reasoning(text, signature, Blocks.extras(block));
  }

  private Signature signature(String token) {
    return seal.open(token)
        .map(SignatureSeal.Sealed::signature)
        .orElseGet(() -> new Signature(Protocol.ANTHROPIC, Signature.Kind.SIGNED, token));
  }
}
