package dev.signalbox.gateway.wire.gemini;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.signalbox.gateway.wire.json.Fields;
import dev.signalbox.gateway.wire.json.StrictJson;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Field names as Google's servers take them: camelCase or snake_case, mixed; an explicit null is no
 * field; one object may stand for a list of one.
 */
final class Names {
  private Names() {}

  /**
   * The fields of {@code node} under their camelCase names, nulls left out; only this level. When a
   * field stands there under both names, the first one counts.
   */
  static ObjectNode camel(ObjectNode node) {
    if (plain(node)) {
      return node;
    }
    ObjectNode result = StrictJson.object();
    node.properties()
        .forEach(
            field -> {
              if (!field.getValue().isNull()) {
                result.putIfAbsent(camel(field.getKey()), field.getValue());
              }
            });
    return result;
  }

  /** {@code fields} under camelCase names. */
  static Fields camel(Fields fields) {
    return fields.child(camel(fields.node()), fields.path());
  }

  /** The object field {@code name}, to be read further under camelCase names. */
  static Optional<Fields> fields(Fields parent, String name) {
    return parent.fields(name).map(Names::camel);
  }

  /** The objects of the list field {@code name}; an object in its place is a list of one. */
  static List<Fields> list(Fields parent, String name) {
    Optional<JsonNode> value = parent.any(name);
    if (value.isPresent() && value.get().isObject()) {
      return List.of(camel(parent.child(value.get(), parent.at(name))));
    }
    List<Fields> all = new ArrayList<>();
    parent.children(name).forEach(child -> all.add(camel(child)));
    return all;
  }

  private static boolean plain(ObjectNode node) {
    return node.properties().stream()
        .noneMatch(field -> field.getValue().isNull() || field.getKey().indexOf('_') >= 0);
  }

  private static String camel(String name) {
    if (name.indexOf('_') < 0) {
      return name;
    }
    StringBuilder result = new StringBuilder(name.length());
    boolean upper = false;
    for (int i = 0; i < name.length(); i++) {
      char c = name.charAt(i);
      if (c == '_' && !result.isEmpty()) {
        upper = true;
      } else {
        result.append(upper ? Character.toUpperCase(c) : c);
        upper = false;
      }
    }
    return result.toString();
  }
}
