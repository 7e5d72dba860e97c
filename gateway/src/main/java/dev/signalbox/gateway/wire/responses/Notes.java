package dev.signalbox.gateway.wire.responses;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.signalbox.gateway.wire.model.Extras;
import dev.signalbox.gateway.wire.model.Protocol;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * What this codec writes to itself into {@link Extras}: things that have a place only in the
 * Responses API and whose absence elsewhere loses nothing.
 */
final class Notes {
  /** The {@code id} of an item. On a text of a reply it also says that an item begins there. */
  static final String ID = Extras.NOTE + "id";

  /** The {@code status} of an item of a request. */
  static final String STATUS = Extras.NOTE + "status";

  /** Says that a system turn is an input item, not the {@code instructions}. */
  static final String ITEM = Extras.NOTE + "item";

  /** The {@code summary} and {@code content} of a reasoning item that is more than one summary. */
  static final String REASONING = Extras.NOTE + "reasoning";

  /** Says that a function left {@code strict} to the API's default, which is not false. */
  static final String DEFAULT_STRICT = Extras.NOTE + "default_strict";

  /** Says that base64 stood without the {@code data:} prefix. */
  static final String BARE_DATA = Extras.NOTE + "bare_data";

  /** Says that an image came with {@code detail: auto}, which is the default everywhere. */
  static final String AUTO_DETAIL = Extras.NOTE + "auto_detail";

  /** Says that sound came as {@code input_audio}, which not every server of this API takes. */
  static final String AUDIO = Extras.NOTE + "audio";

  /** Says that an image, sound or film came as an {@code input_file}. */
  static final String FILE = Extras.NOTE + "file";

  /** Says that {@code reasoning.encrypted_content} was asked for, which we always give. */
  static final String ENCRYPTED = Extras.NOTE + "encrypted";

  /** The fields of a reply that only repeat the request and the API's defaults. */
  static final String ECHO = Extras.NOTE + "echo";

  /** Fields of items that their own writers fill. */
  private static final Set<String> OWN_FIELDS =
      Set.of(
          "id",
          "type",
          "status",
          "role",
          "content",
          "summary",
          "encrypted_content",
          "call_id",
          "name",
          "arguments");

  private Notes() {}

  /** The note {@code name}, if these are our extras. */
  static Optional<JsonNode> get(Extras extras, String name) {
    return extras.belongTo(Protocol.RESPONSES) && extras.fields().has(name)
        ? Optional.of(extras.fields().path(name))
        : Optional.empty();
  }

  static boolean has(Extras extras, String name) {
    return get(extras, name).isPresent();
  }

  /** The text of the note {@code name}; empty text when there is none. */
  static String text(Extras extras, String name) {
    return get(extras, name).map(JsonNode::asText).orElse("");
  }

  /** Extras of {@code fields} without those that are null. */
  static Extras extras(ObjectNode fields) {
    fields.properties().removeIf(field -> field.getValue().isNull());
    return Extras.of(Protocol.RESPONSES, fields);
  }

  /** Writes the fields of {@code extras}, no notes, over those of {@code item}. */
  static void writeFields(Extras extras, ObjectNode item) {
    for (Map.Entry<String, JsonNode> field : extras.fields().properties()) {
      if (isField(field) && !OWN_FIELDS.contains(field.getKey())) {
        item.set(field.getKey(), field.getValue());
      }
    }
  }

  /** Whether a field of extras is to be written: not a note. */
  static boolean isField(Map.Entry<String, JsonNode> field) {
    return !field.getKey().startsWith(Extras.NOTE);
  }
}
