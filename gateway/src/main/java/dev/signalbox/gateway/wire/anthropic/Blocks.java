package dev.signalbox.gateway.wire.anthropic;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.signalbox.gateway.wire.json.Fields;
import dev.signalbox.gateway.wire.json.Lenient;
import dev.signalbox.gateway.wire.json.StrictJson;
import dev.signalbox.gateway.wire.model.Extras;
import dev.signalbox.gateway.wire.model.Losses;
import dev.signalbox.gateway.wire.model.Protocol;
import java.util.Set;

/** What every reader and writer of this format does with JSON objects. */
final class Blocks {
  private Blocks() {}

  /** A new content block of {@code type}. */
  static ObjectNode block(String type) {
    return StrictJson.object().put("type", type);
  }

  /** A text block and nothing else. */
  static ObjectNode text(String text) {
    return block("text").put("text", text);
  }

  /** What nobody took of {@code fields}; explicit nulls count as absent. */
  static Extras extras(Fields fields) {
    return Extras.of(Protocol.ANTHROPIC, withoutNulls(fields.rest()));
  }

  /** The fields of {@code node} but {@code known} ones and nulls. */
  static Extras extras(JsonNode node, Set<String> known) {
    return Extras.of(Protocol.ANTHROPIC, Lenient.rest(node, known));
  }

  /** The fields of {@code node} that are not null. */
  static ObjectNode withoutNulls(ObjectNode node) {
    return Lenient.rest(node, Set.of());
  }

  /**
   * Writes our own extra fields into {@code target}, into objects that stand there already too;
   * fields of other protocols are reported.
   */
  static void write(Extras extras, ObjectNode target, Losses losses, String path) {
    if (extras.belongTo(Protocol.ANTHROPIC)) {
      merge(extras.fields(), target);
    } else {
      extras.writeTo(target, Protocol.ANTHROPIC, losses, path);
    }
  }

  private static void merge(ObjectNode from, ObjectNode into) {
    from.properties()
        .forEach(
            field -> {
              if (field.getKey().startsWith(Extras.NOTE)) {
                return;
              }
              if (into.get(field.getKey()) instanceof ObjectNode inner
                  && field.getValue() instanceof ObjectNode more) {
                merge(more, inner);
              } else {
                into.putIfAbsent(field.getKey(), field.getValue());
              }
            });
  }

  /** Tells every field of {@code extras} below {@code path} as dropped. */
  static void tell(Extras extras, Losses losses, String path, String why) {
    extras
        .fields()
        .fieldNames()
        .forEachRemaining(
            name -> {
              if (!name.startsWith(Extras.NOTE)) {
                losses.dropped(path + "." + name, why);
              }
            });
  }
}
