package dev.signalbox.engine.archive;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Map;
import java.util.TreeMap;

/**
 * The difference of two parts whose fields are sections with an entry for each thing they speak of:
 * of every section that there is afterwards, the entries that are new or changed, and the names of
 * those that are gone. Entries are in the order of their names.
 */
final class Sections {
  private static final String CHANGED = "changed";
  private static final String GONE = "gone";

  private Sections() {}

  /** What must be known beside {@code base} to have {@code whole}. */
  static ObjectNode difference(JsonNode base, JsonNode whole) {
    ObjectNode node = JsonNodeFactory.instance.objectNode();
    for (Map.Entry<String, JsonNode> section : whole.properties()) {
      JsonNode before = base.path(section.getKey());
      JsonNode after = section.getValue();
      ObjectNode written = node.putObject(section.getKey());
      ObjectNode changed = written.putObject(CHANGED);
      for (Map.Entry<String, JsonNode> entry : after.properties()) {
        if (!entry.getValue().equals(before.get(entry.getKey()))) {
          changed.set(entry.getKey(), entry.getValue());
        }
      }
      PolicyJson.putTexts(
          written,
          GONE,
          before.properties().stream()
              .map(Map.Entry::getKey)
              .filter(name -> !after.has(name))
              .toList());
    }
    return node;
  }

  /** The part that {@code difference} makes of {@code base}. */
  static ObjectNode resolved(JsonNode base, JsonNode difference) {
    ObjectNode node = JsonNodeFactory.instance.objectNode();
    for (Map.Entry<String, JsonNode> section : difference.properties()) {
      Map<String, JsonNode> entries = new TreeMap<>();
      base.path(section.getKey())
          .properties()
          .forEach(entry -> entries.put(entry.getKey(), entry.getValue()));
      section
          .getValue()
          .path(CHANGED)
          .properties()
          .forEach(entry -> entries.put(entry.getKey(), entry.getValue()));
      section.getValue().path(GONE).forEach(name -> entries.remove(name.asText()));
      node.putObject(section.getKey()).setAll(entries);
    }
    return node;
  }
}
