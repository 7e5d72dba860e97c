package dev.signalbox.gateway.wire.gemini;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.signalbox.gateway.wire.codec.SignatureSeal;
import dev.signalbox.gateway.wire.codec.ToolIds;
import dev.signalbox.gateway.wire.json.StrictJson;
import dev.signalbox.gateway.wire.model.Losses;
import dev.signalbox.gateway.wire.model.Part;
import dev.signalbox.gateway.wire.model.Protocol;
import dev.signalbox.gateway.wire.model.Signature;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Writes the parts of an answer. Gemini's own signature stands on its part; another provider's
 * comes after it on an empty part, in whole answers as in streams, where it is known last.
 */
final class ReplyPartWriter {
  private final SignatureSeal seal;
  private final Losses losses;

  ReplyPartWriter(SignatureSeal seal, Losses losses) {
    this.seal = seal;
    this.losses = losses;
  }

  /** What {@code part} becomes: usually one part, none when it is empty or cannot be carried. */
  List<ObjectNode> write(Part part, String path) {
    return switch (part) {
      case Part.Text text -> {
        ObjectNode json = StrictJson.object().put("text", text.text());
        Nested.write(text.extras(), json, losses, path);
        yield signed(json, text.signature());
      }
      case Part.Reasoning reasoning -> {
        ObjectNode json = thought(reasoning.text());
        Nested.write(reasoning.extras(), json, losses, path);
        yield signed(json, reasoning.signature());
      }
      case Part.Refusal(String text) -> {
        losses.adapted(path, "Gemini has no refusals; sent as text");
        yield text.isEmpty() ? List.of() : List.of(StrictJson.object().put("text", text));
      }
      case Part.Media media ->
          MediaWriter.write(media, path, losses).map(List::of).orElse(List.of());
      case Part.ToolCall call -> List.of(call(call, path));
      case Part.ToolResult _ -> {
        losses.dropped(path, "an answer of Gemini holds no results of functions");
        yield List.of();
      }
      case Part.Opaque opaque -> {
        if (opaque.origin() == Protocol.GEMINI && opaque.raw() instanceof ObjectNode raw) {
          yield List.of(raw);
        }
        losses.dropped(path, "a part of type `%s` is not known to Gemini".formatted(opaque.type()));
        yield List.of();
      }
    };
  }

  static ObjectNode thought(String text) {
    return StrictJson.object().put("text", text).put("thought", true);
  }

  private List<ObjectNode> signed(ObjectNode part, Optional<Signature> signature) {
    boolean empty = part.path("text").asText().isEmpty();
    boolean bare = part.size() == (part.has("thought") ? 2 : 1);
    List<ObjectNode> parts = new ArrayList<>();
    if (signature.filter(Signatures::isOwn).isPresent()) {
      part.put("thoughtSignature", signature.get().value());
      parts.add(part);
    } else {
      if (!empty || !bare) {
        parts.add(part);
      }
      signature.ifPresent(foreign -> parts.add(after(part.has("thought"), foreign)));
    }
    return parts;
  }

  /** The empty part that carries the signature of the one before. */
  ObjectNode after(boolean thought, Signature signature) {
    ObjectNode part = thought ? thought("") : StrictJson.object().put("text", "");
    return part.put("thoughtSignature", Signatures.toWire(signature, seal));
  }

  private ObjectNode call(Part.ToolCall call, String path) {
    ObjectNode part = StrictJson.object();
    ObjectNode function = part.putObject("functionCall");
    if (!ToolIds.isMadeUp(call.id()) || foreignSignature(call)) {
      function.put("id", ToolIds.toClient(call, Protocol.GEMINI, seal));
    }
    CallArguments arguments = CallArguments.of(call.argumentsJson());
    function.put("name", call.name());
    function.set("args", arguments.object());
    if (arguments.wrapped()) {
      losses.adapted(path + ".arguments", "they are no JSON object; sent as text in one");
    }
    call.signature()
        .filter(Signatures::isOwn)
        .ifPresent(signature -> part.put("thoughtSignature", signature.value()));
    Nested.write(call.extras(), part, losses, path);
    return part;
  }

  private static boolean foreignSignature(Part.ToolCall call) {
    return call.signature().filter(signature -> !Signatures.isOwn(signature)).isPresent();
  }
}
