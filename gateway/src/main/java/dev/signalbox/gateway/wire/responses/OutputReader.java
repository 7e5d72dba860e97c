package dev.signalbox.gateway.wire.responses;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.signalbox.gateway.wire.codec.ToolIds;
import dev.signalbox.gateway.wire.json.Lenient;
import dev.signalbox.gateway.wire.model.Extras;
import dev.signalbox.gateway.wire.model.MediaKind;
import dev.signalbox.gateway.wire.model.MediaSource;
import dev.signalbox.gateway.wire.model.Part;
import dev.signalbox.gateway.wire.model.Protocol;
import dev.signalbox.gateway.wire.model.Signature;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Reads output items as parts. The first text of a message carries the message's own fields as
 * extras, those of the content part under {@code part.…}, and always the note {@link Notes#ID}, by
 * which the beginning of a message is known again.
 */
final class OutputReader {
  /** Before the names of a content part's own further fields. */
  static final String PART = "part.";

  private static final Set<String> MESSAGE_FIELDS =
      Set.of("type", "role", "content", "id", "status");
  private static final Set<String> CALL_FIELDS =
      Set.of("type", "id", "status", "call_id", "name", "arguments");
  private static final Set<String> REASONING_FIELDS =
      Set.of("type", "id", "status", "summary", "content", "encrypted_content");
  private static final Set<String> TEXT_FIELDS = Set.of("type", "text", "annotations", "logprobs");
  private static final Set<String> IMAGE_FIELDS = Set.of("type", "id", "status", "result");

  private OutputReader() {}

  /** The parts of a whole item. */
  static List<Part> parts(ObjectNode item) {
    return switch (Lenient.textOf(item, "type")) {
      case "message" -> message(item);
      case "function_call" -> List.of(call(item, Lenient.textOf(item, "arguments")));
      case "reasoning" -> List.of(reasoning(item));
      default -> List.of(other(item));
    };
  }

  private static List<Part> message(ObjectNode item) {
    List<Part> parts = new ArrayList<>();
    for (ObjectNode content : Lenient.objects(item, "content")) {
      parts.add(content(content, item, parts.isEmpty()));
    }
    return parts;
  }

  /** One content part of the message {@code item}. */
  static Part content(ObjectNode content, ObjectNode item, boolean first) {
    String type = Lenient.textOf(content, "type");
    return switch (type) {
      case "output_text", "text" ->
          new Part.Text(
              Lenient.textOf(content, "text"),
              Annotations.read(content.path("annotations")),
              Annotations.readLogProbs(content.path("logprobs")),
              Optional.empty(),
              textExtras(content, item, first));
      case "refusal" -> new Part.Refusal(Lenient.textOf(content, "refusal"));
      default -> new Part.Opaque(Protocol.RESPONSES, type, content);
    };
  }

  /** The extras of a text of {@code item}. */
  static Extras textExtras(ObjectNode content, ObjectNode item, boolean first) {
    ObjectNode extras = Lenient.rest(item, MESSAGE_FIELDS);
    if (first) {
      extras.put(Notes.ID, Lenient.textOf(item, "id"));
    } else {
      extras.removeAll();
    }
    Lenient.rest(content, TEXT_FIELDS)
        .properties()
        .forEach(field -> extras.set(PART + field.getKey(), field.getValue()));
    return Notes.extras(extras);
  }

  /** A call of a client's function, with {@code arguments} as far as they are known. */
  static Part.ToolCall call(ObjectNode item, String arguments) {
    return new Part.ToolCall(
        callId(item), Lenient.textOf(item, "name"), arguments, Optional.empty(), callExtras(item));
  }

  private static String callId(ObjectNode item) {
    String callId = Lenient.textOf(item, "call_id");
    String id = callId.isEmpty() ? Lenient.textOf(item, "id") : callId;
    return id.isEmpty() ? ToolIds.madeUp(item.toString()) : id;
  }

  static Extras callExtras(ObjectNode item) {
    return itemExtras(item, CALL_FIELDS);
  }

  private static Part reasoning(ObjectNode item) {
    String text = ReasoningJson.text(item);
    Optional<Signature> signature = signature(item);
    return text.isEmpty() && signature.isEmpty()
        ? new Part.Opaque(Protocol.RESPONSES, "reasoning", item)
        : new Part.Reasoning(text, signature, reasoningExtras(item));
  }

  static Extras reasoningExtras(ObjectNode item) {
    return itemExtras(item, REASONING_FIELDS);
  }

  /** The encrypted reasoning of {@code item}. */
  static Optional<Signature> signature(ObjectNode item) {
    String encrypted = Lenient.textOf(item, "encrypted_content");
    return encrypted.isEmpty()
        ? Optional.empty()
        : Optional.of(new Signature(Protocol.RESPONSES, Signature.Kind.ENCRYPTED, encrypted));
  }

  /** An item of any other type: an image with its bytes, or what only this API knows. */
  static Part other(ObjectNode item) {
    String type = Lenient.textOf(item, "type");
    String image = Lenient.textOf(item, "result");
    if (!type.equals("image_generation_call") || image.isEmpty() || !isBase64(image)) {
      return new Part.Opaque(Protocol.RESPONSES, type, item);
    }
    String format = Lenient.textOf(item, "output_format");
    return new Part.Media(
        MediaKind.IMAGE,
        new MediaSource.Inline("image/" + (format.isEmpty() ? "png" : format), image),
        Optional.empty(),
        itemExtras(item, IMAGE_FIELDS));
  }

  private static boolean isBase64(String text) {
    return text.length() % 4 == 0
        && text.chars()
            .allMatch(
                c ->
                    (c >= 'a' && c <= 'z')
                        || (c >= 'A' && c <= 'Z')
                        || (c >= '0' && c <= '9')
                        || c == '+'
                        || c == '/'
                        || c == '=');
  }

  private static Extras itemExtras(JsonNode item, Set<String> known) {
    ObjectNode extras = Lenient.rest(item, known);
    extras.put(Notes.ID, Lenient.textOf(item, "id"));
    return Notes.extras(extras);
  }
}
