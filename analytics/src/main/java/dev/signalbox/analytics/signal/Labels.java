package dev.signalbox.analytics.signal;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.UncheckedIOException;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.TreeMap;

/** Labels of a signal as text of the table: a JSON object, or empty text for none. */
final class Labels {
  private static final JsonMapper MAPPER = new JsonMapper();

  private Labels() {}

  static String write(Map<String, String> labels) {
    return labels.isEmpty() ? "" : json(labels).toString();
  }

  static ObjectNode json(Map<String, String> labels) {
    ObjectNode node = JsonNodeFactory.instance.objectNode();
    new TreeMap<>(labels).forEach(node::put);
    return node;
  }

  static Map<String, String> read(String text) {
    Map<String, String> labels = new LinkedHashMap<>();
    if (!text.isEmpty()) {
      try {
        JsonNode node = MAPPER.readTree(text);
        node.properties().forEach(each -> labels.put(each.getKey(), each.getValue().asText()));
      } catch (JsonProcessingException e) {
        throw new UncheckedIOException(e);
      }
    }
    return labels;
  }
}
