package dev.signalbox.gateway.wire.gemini;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.signalbox.gateway.wire.codec.ModelTraits;
import dev.signalbox.gateway.wire.codec.ToolIds;
import dev.signalbox.gateway.wire.json.StrictJson;
import dev.signalbox.gateway.wire.model.Losses;
import dev.signalbox.gateway.wire.model.Part;
import dev.signalbox.gateway.wire.model.Protocol;
import dev.signalbox.gateway.wire.model.Signature;
import dev.signalbox.gateway.wire.model.Turn;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Writes the parts of a request. Used for one request. */
final class RequestPartWriter {
  /**
   * What Google documents for calls that no Gemini 3 model made, which would otherwise be refused
   * for want of a signature (<a
   * href="https://ai.google.dev/gemini-api/docs/thought-signatures">thought signatures, FAQ</a>).
   */
  private static final String NO_SIGNATURE = "skip_thought_signature_validator";

  private final Losses losses;
  private final Map<String, String> namesByCall = new HashMap<>();

  /** Gemini 3 models want signatures, and take media in function responses. */
  private final boolean gemini3;

  RequestPartWriter(List<Turn> turns, ModelTraits traits, Losses losses) {
    this.losses = losses;
    this.gemini3 = traits.thinking() == ModelTraits.Thinking.LEVEL;
    for (Turn turn : turns) {
      for (Part part : turn.parts()) {
        if (part instanceof Part.ToolCall call) {
          namesByCall.put(call.id(), call.name());
        }
      }
    }
  }

  /** Whether no call of the turn is in want of a signature. */
  boolean beginTurn(List<Part> parts) {
    return !gemini3
        || parts.stream()
            .anyMatch(
                part ->
                    part instanceof Part.ToolCall call
                        && call.signature().filter(Signatures::isOwn).isPresent());
  }

  /** Writes one part; returns whether no later call of the turn is in want of a signature. */
  boolean write(Part part, String path, boolean signed, ContentParts out) {
    switch (part) {
      case Part.Text text -> text(text, path, out);
      case Part.Reasoning reasoning -> reasoning(reasoning, path, out);
      case Part.Refusal(String text) -> {
        losses.adapted(path, "Gemini has no refusals; sent as text");
        out.other(StrictJson.object().put("text", text));
      }
      case Part.Media media -> MediaWriter.write(media, path, losses).ifPresent(out::other);
      case Part.ToolCall call -> {
        out.other(call(call, path, signed));
        return true;
      }
      case Part.ToolResult result -> result(result, path, out);
      case Part.Opaque opaque -> opaque(opaque, path).ifPresent(out::other);
    }
    return signed;
  }

  private void text(Part.Text text, String path, ContentParts out) {
    if (!text.citations().isEmpty()) {
      losses.dropped(path + ".citations", "Gemini takes no citations in a request");
    }
    Optional<String> signature = signature(text.signature(), path);
    ObjectNode part = StrictJson.object().put("text", text.text());
    Nested.write(text.extras(), part, losses, path);
    if (text.text().isEmpty() && signature.isEmpty() && part.size() == 1) {
      out.emptyText();
      return;
    }
    signature.ifPresent(value -> part.put("thoughtSignature", value));
    out.other(part);
  }

  private void reasoning(Part.Reasoning reasoning, String path, ContentParts out) {
    Optional<String> signature = signature(reasoning.signature(), path);
    ObjectNode part = StrictJson.object().put("text", reasoning.text()).put("thought", true);
    Nested.write(reasoning.extras(), part, losses, path);
    if (reasoning.text().isEmpty() && signature.isEmpty() && part.size() == 2) {
      return;
    }
    signature.ifPresent(value -> part.put("thoughtSignature", value));
    out.other(part);
  }

  private Optional<String> signature(Optional<Signature> signature, String path) {
    signature
        .filter(each -> !Signatures.isOwn(each))
        .ifPresent(
            each -> losses.dropped(path + ".signature", "only the provider that made it uses it"));
    return signature.filter(Signatures::isOwn).map(Signature::value);
  }

  private ObjectNode call(Part.ToolCall call, String path, boolean signed) {
    ObjectNode part = StrictJson.object();
    ObjectNode function = part.putObject("functionCall");
    if (!ToolIds.isMadeUp(call.id())) {
      function.put("id", call.id());
    }
    function.put("name", call.name());
    CallArguments arguments = CallArguments.of(call.argumentsJson());
    function.set("args", arguments.object());
    if (arguments.wrapped()) {
      losses.adapted(path + ".arguments", "they are no JSON object; sent as text in one");
    }
    Optional<String> own = signature(call.signature(), path);
    own.or(() -> signed ? Optional.empty() : Optional.of(NO_SIGNATURE))
        .ifPresent(value -> part.put("thoughtSignature", value));
    Nested.write(call.extras(), part, losses, path);
    return part;
  }

  private void result(Part.ToolResult result, String path, ContentParts out) {
    ObjectNode part = StrictJson.object();
    ObjectNode response = part.putObject("functionResponse");
    if (!ToolIds.isMadeUp(result.callId())) {
      response.put("id", result.callId());
    }
    response.put("name", name(result, path));
    StringBuilder text = new StringBuilder();
    ArrayNode media = StrictJson.object().putArray("parts");
    boolean nothing = true;
    for (int i = 0; i < result.content().size(); i++) {
      String at = path + ".content[%d]".formatted(i);
      switch (result.content().get(i)) {
        case Part.Text(String words, _, _, _, var extras) -> {
          extras.writeTo(StrictJson.object(), Protocol.GEMINI, losses, at);
          text.append(words);
          nothing = false;
        }
        case Part.Media each -> MediaWriter.write(each, at, losses).ifPresent(media::add);
        case Part.Opaque opaque -> opaque(opaque, at).ifPresent(media::add);
        case Part.Reasoning _, Part.Refusal _, Part.ToolCall _, Part.ToolResult _ ->
            losses.dropped(at, "not part of a function response");
      }
    }
    response.set("response", FunctionOutput.write(text.toString(), nothing, result.error()));
    Nested.write(result.extras(), part, losses, path);
    out.response(part);
    media(media, response, path, out);
  }

  /** Media of a result ride in it where the model takes them there, else they follow it. */
  private void media(ArrayNode media, ObjectNode response, String path, ContentParts out) {
    if (media.isEmpty()) {
      return;
    }
    if (gemini3) {
      response.set("parts", media);
      return;
    }
    losses.adapted(path + ".content", "the model takes no media in results; sent after them");
    for (JsonNode each : media) {
      if (each instanceof ObjectNode part) {
        out.other(part);
      }
    }
  }

  private String name(Part.ToolResult result, String path) {
    if (!result.name().isEmpty()) {
      return result.name();
    }
    String known = namesByCall.get(result.callId());
    if (known != null) {
      return known;
    }
    losses.adapted(path, "no call has this id; Gemini wants the function's name, the id was sent");
    return result.callId();
  }

  private Optional<ObjectNode> opaque(Part.Opaque opaque, String path) {
    if (opaque.origin() == Protocol.GEMINI && opaque.raw() instanceof ObjectNode raw) {
      return Optional.of(raw);
    }
    losses.dropped(path, "a part of type `%s` is not known to Gemini".formatted(opaque.type()));
    return Optional.empty();
  }
}
