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
import java.util.List;
import java.util.Optional;

/** Writes the content of a message: a string when it is one plain text, parts otherwise. */
final class ContentWriter {
  private static final String MISPLACED = "it has no place in this message";

  private final Dialect dialect;
  private final Losses losses;
  private final MediaWriter media;

  ContentWriter(Dialect dialect, Losses losses) {
    this.dialect = dialect;
    this.losses = losses;
    this.media = new MediaWriter(dialect, losses);
  }

  /** The content as a string or an array; the empty string when there is nothing. */
  JsonNode write(List<Part> parts, String path) {
    ArrayNode array = parts(parts, path);
    if (array.isEmpty()) {
      return JsonNodeFactory.instance.textNode("");
    }
    boolean joined = array.size() == 1 || !DialectRules.textArrays(dialect);
    return joined && allPlain(array) ? text(array) : array;
  }

  /** The content as parts; empty texts are left out. */
  ArrayNode parts(List<Part> parts, String path) {
    ArrayNode array = JsonNodeFactory.instance.arrayNode();
    for (int i = 0; i < parts.size(); i++) {
      String at = path + ".content[" + i + "]";
      part(parts.get(i), at).ifPresent(array::add);
    }
    return array;
  }

  /** {@code medium} as a content part; empty, and told, when it cannot be one. */
  Optional<ObjectNode> media(Part.Media medium, String path) {
    return media.write(medium, path);
  }

  private Optional<? extends JsonNode> part(Part part, String path) {
    return switch (part) {
      case Part.Text text -> text(text, path);
      case Part.Refusal(String text) -> text(Part.Text.of(text), path);
      case Part.Media medium -> media.write(medium, path);
      case Part.Opaque opaque -> opaque(opaque, path);
      case Part.Reasoning _, Part.ToolCall _, Part.ToolResult _ -> {
        losses.dropped(path, MISPLACED);
        yield Optional.empty();
      }
    };
  }

  private Optional<JsonNode> opaque(Part.Opaque opaque, String path) {
    if (opaque.origin() == Protocol.CHAT) {
      return Optional.of(opaque.raw());
    }
    losses.dropped(path, "`%s` is a part of another API".formatted(opaque.type()));
    return Optional.empty();
  }

  private Optional<ObjectNode> text(Part.Text text, String path) {
    if (!text.citations().isEmpty()) {
      losses.dropped(path + ".citations", "the Chat API takes no citations back");
    }
    text.signature()
        .ifPresent(_ -> losses.dropped(path + ".signature", "it is bound to the API that made it"));
    if (text.text().isEmpty()) {
      return Optional.empty();
    }
    ObjectNode node = StrictJson.object();
    node.put("type", "text");
    node.put("text", text.text());
    new Leftovers(dialect, losses).write(text.extras(), node, path);
    return Optional.of(node);
  }

  private static boolean allPlain(ArrayNode parts) {
    for (JsonNode part : parts) {
      if (part.size() != 2 || !part.path("type").asText().equals("text")) {
        return false;
      }
    }
    return true;
  }

  private static JsonNode text(ArrayNode parts) {
    StringBuilder text = new StringBuilder();
    parts.forEach(part -> text.append(part.path("text").asText()));
    return JsonNodeFactory.instance.textNode(text.toString());
  }
}
