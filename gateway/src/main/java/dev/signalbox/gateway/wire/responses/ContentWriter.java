package dev.signalbox.gateway.wire.responses;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.signalbox.gateway.wire.json.StrictJson;
import dev.signalbox.gateway.wire.model.Losses;
import dev.signalbox.gateway.wire.model.Part;
import dev.signalbox.gateway.wire.model.Protocol;
import java.util.List;
import java.util.Set;

/** Writes the content of a message or of a tool's output. Used by one thread at a time. */
final class ContentWriter {
  private static final Set<String> PART_TYPES =
      Set.of("refusal", "text", "summary_text", "reasoning_text", "computer_screenshot");

  private final Losses losses;
  private final boolean assistant;
  private final ArrayNode parts = StrictJson.mapper().createArrayNode();
  private boolean plain = true;

  /**
   * A writer with no content yet.
   *
   * @param assistant whether the model speaks, whose texts are {@code output_text}
   */
  ContentWriter(Losses losses, boolean assistant) {
    this.losses = losses;
    this.assistant = assistant;
  }

  /** Whether {@code part} is content of a message rather than an item of its own. */
  static boolean belongsToMessage(Part part) {
    return switch (part) {
      case Part.Text _, Part.Refusal _, Part.Media _ -> true;
      case Part.Opaque opaque ->
          opaque.origin() == Protocol.RESPONSES
              && (opaque.type().startsWith("input_")
                  || opaque.type().startsWith("output_")
                  || PART_TYPES.contains(opaque.type()));
      case Part.Reasoning _, Part.ToolCall _, Part.ToolResult _ -> false;
    };
  }

  /** The content of a tool's output. */
  JsonNode write(List<Part> content, String path) {
    for (int i = 0; i < content.size(); i++) {
      Part part = content.get(i);
      String at = path + "[" + i + "]";
      if (belongsToMessage(part)) {
        add(part, at);
      } else {
        losses.dropped(at, "a tool's output holds text, images and files only");
      }
    }
    return take();
  }

  /** Adds {@code part}, which {@link #belongsToMessage}. */
  void add(Part part, String path) {
    switch (part) {
      case Part.Text text -> text(text, path);
      case Part.Refusal refusal -> {
        plain = false;
        parts.addObject().put("type", "refusal").put("refusal", refusal.text());
      }
      case Part.Media media -> {
        plain = false;
        if (assistant) {
          losses.dropped(path, "the model's own messages hold text only");
        } else {
          MediaJson.write(media, losses, path).ifPresent(parts::add);
        }
      }
      case Part.Opaque opaque -> {
        plain = false;
        parts.add(opaque.raw());
      }
      case Part.Reasoning _, Part.ToolCall _, Part.ToolResult _ ->
          throw new IllegalArgumentException("not content of a message");
    }
  }

  private void text(Part.Text text, String path) {
    ObjectNode node = parts.addObject();
    node.put("type", assistant ? "output_text" : "input_text");
    node.put("text", text.text());
    if (assistant) {
      ArrayNode annotations = node.putArray("annotations");
      text.citations()
          .forEach(
              citation ->
                  Annotations.write(citation, text.text().length(), losses)
                      .ifPresent(annotations::add));
      if (!text.logProbs().isEmpty()) {
        node.set("logprobs", Annotations.writeLogProbs(text.logProbs()));
      }
      plain &= annotations.isEmpty() && text.logProbs().isEmpty();
    }
    int known = node.size();
    text.extras().writeTo(node, Protocol.RESPONSES, losses, path);
    plain &= node.size() == known;
  }

  boolean isEmpty() {
    return parts.isEmpty();
  }

  /** Removes and returns the content: a string when it is one bare text or nothing. */
  JsonNode take() {
    if (parts.isEmpty()) {
      return parts.textNode("");
    }
    boolean one = parts.size() == 1 && plain;
    JsonNode content = one ? parts.path(0).path("text") : parts.deepCopy();
    parts.removeAll();
    plain = true;
    return content;
  }
}
