package dev.signalbox.gateway.wire.gemini;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.signalbox.gateway.wire.model.Extras;
import dev.signalbox.gateway.wire.model.Losses;
import dev.signalbox.gateway.wire.model.Protocol;
import java.util.Optional;
import java.util.Set;

/**
 * Extra fields of objects inside the one that carries them, kept under dotted names such as {@code
 * generationConfig.speechConfig}, so that a loss names the exact field.
 */
final class Nested {
  /** Fields of nothing that mark a request's or reply's origin; never told as a loss. */
  static final Extras MARK =
      new Extras(Optional.of(Protocol.GEMINI), Extras.NONE.fields().deepCopy());

  private static final Set<String> PARENTS =
      Set.of(
          "generationConfig",
          "thinkingConfig",
          "toolConfig",
          "functionCallingConfig",
          "functionCall",
          "functionResponse",
          "inlineData",
          "fileData");

  private Nested() {}

  /** Adds the fields of {@code inner}, which stood in the field {@code name}, to {@code rest}. */
  static void add(ObjectNode rest, String name, ObjectNode inner) {
    inner.properties().forEach(field -> rest.set(name + "." + field.getKey(), field.getValue()));
  }

  /** Writes extra fields back where they stood, or tells each as dropped below {@code path}. */
  static void write(Extras extras, ObjectNode target, Losses losses, String path) {
    if (!extras.belongTo(Protocol.GEMINI)) {
      extras.writeTo(target, Protocol.GEMINI, losses, path);
      return;
    }
    extras.fields().properties().forEach(field -> put(field.getKey(), field.getValue(), target));
  }

  private static void put(String name, JsonNode value, ObjectNode target) {
    int dot = name.indexOf('.');
    String parent = dot < 0 ? "" : name.substring(0, dot);
    if (!PARENTS.contains(parent)) {
      target.putIfAbsent(name, value);
      return;
    }
    JsonNode inner = target.path(parent);
    if (inner instanceof ObjectNode object) {
      put(name.substring(dot + 1), value, object);
    } else if (inner.isMissingNode()) {
      put(name.substring(dot + 1), value, target.putObject(parent));
    }
  }
}
