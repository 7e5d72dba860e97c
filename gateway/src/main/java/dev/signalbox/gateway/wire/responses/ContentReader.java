package dev.signalbox.gateway.wire.responses;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.signalbox.gateway.wire.json.Fields;
import dev.signalbox.gateway.wire.model.Part;
import dev.signalbox.gateway.wire.model.Protocol;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Reads the content of a message or of a tool's output: a string or a list of parts. */
final class ContentReader {
  private ContentReader() {}

  /** The parts of the field {@code name} of {@code item}; none when it is absent. */
  static List<Part> read(Fields item, String name) {
    Optional<JsonNode> value = item.any(name);
    if (value.isEmpty()) {
      return List.of();
    }
    if (value.get().isTextual()) {
      return List.of(Part.Text.of(value.get().textValue()));
    }
    if (!value.get().isArray()) {
      throw item.problem(name, "must be a string or an array of parts");
    }
    List<Part> parts = new ArrayList<>();
    for (Fields part : item.children(name)) {
      parts.add(part(part));
    }
    return parts;
  }

  private static Part part(Fields part) {
    String type = part.requiredText("type");
    return switch (type) {
      case "input_text", "output_text", "text", "summary_text" -> text(part);
      case "refusal" -> refusal(part);
      case "input_image" -> MediaJson.image(part);
      case "input_file" -> MediaJson.file(part);
      case "input_audio" -> MediaJson.audio(part);
      default -> new Part.Opaque(Protocol.RESPONSES, type, part.node());
    };
  }

  private static Part text(Fields part) {
    String text = part.requiredText("text");
    JsonNode annotations = part.any("annotations").orElse(part.node().path("none"));
    JsonNode logProbs = part.any("logprobs").orElse(part.node().path("none"));
    return new Part.Text(
        text,
        Annotations.read(annotations),
        Annotations.readLogProbs(logProbs),
        Optional.empty(),
        Notes.extras(part.rest()));
  }

  private static Part refusal(Fields part) {
    String refusal = part.requiredText("refusal");
    ObjectNode rest = part.rest();
    return rest.isEmpty()
        ? new Part.Refusal(refusal)
        : new Part.Opaque(Protocol.RESPONSES, "refusal", part.node());
  }
}
