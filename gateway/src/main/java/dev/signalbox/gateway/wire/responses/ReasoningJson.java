package dev.signalbox.gateway.wire.responses;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.signalbox.gateway.wire.json.Lenient;
import dev.signalbox.gateway.wire.json.StrictJson;
import dev.signalbox.gateway.wire.model.Part;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The texts of a reasoning item. In canonical form they are one text: first the reasoning itself
 * ({@code content}, open models), then its summary, parts joined by a blank line.
 */
final class ReasoningJson {
  /** Between the parts of a reasoning item. */
  static final String SEPARATOR = "\n\n";

  /** Stands for the id in a sealed signature that belongs to the text before, not to reasoning. */
  static final String SIGNED_TEXT = "text";

  private ReasoningJson() {}

  /** The canonical text of {@code item}. */
  static String text(JsonNode item) {
    List<String> texts = new ArrayList<>();
    collect(item.path("content"), texts);
    collect(item.path("summary"), texts);
    return String.join(SEPARATOR, texts);
  }

  private static void collect(JsonNode parts, List<String> texts) {
    for (JsonNode part : parts) {
      String text = Lenient.textOf(part, "text");
      if (!text.isEmpty()) {
        texts.add(text);
      }
    }
  }

  /** What to remember of {@code item} beside its text; empty when it is at most one summary. */
  static Optional<ObjectNode> note(JsonNode item) {
    JsonNode summary = item.path("summary");
    JsonNode content = item.path("content");
    if (summary.size() <= 1 && !content.isArray()) {
      return Optional.empty();
    }
    ObjectNode note = StrictJson.object();
    if (summary.isArray()) {
      note.set("summary", summary);
    }
    if (content.isArray()) {
      note.set("content", content);
    }
    return Optional.of(note);
  }

  /** Writes the texts of {@code part} into {@code item}, in the parts they came in if known. */
  static void write(Part.Reasoning part, ObjectNode item) {
    Optional<JsonNode> note = Notes.get(part.extras(), Notes.REASONING);
    if (note.isPresent() && text(note.get()).equals(part.text())) {
      item.putArray("summary");
      note.get().properties().forEach(field -> item.set(field.getKey(), field.getValue()));
    } else {
      writeSummary(part.text(), item);
    }
  }

  /** Writes {@code text} as the summary of {@code item}. */
  static void writeSummary(String text, ObjectNode item) {
    item.remove("summary");
    var summary = item.putArray("summary");
    if (!text.isEmpty()) {
      summary.addObject().put("type", "summary_text").put("text", text);
    }
  }
}
