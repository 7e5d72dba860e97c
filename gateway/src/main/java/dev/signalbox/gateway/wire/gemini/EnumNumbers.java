package dev.signalbox.gateway.wire.gemini;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.signalbox.gateway.wire.json.StrictJson;
import java.util.List;
import java.util.Map;

/**
 * Names in place of the numbers that Google's servers send for enum values when they are asked to
 * ({@code enum-encoding=int}), in what an answer says of its safety.
 */
final class EnumNumbers {
  private static final Map<String, List<String>> NAMES =
      Map.of(
          "category",
          List.of(
              "HARM_CATEGORY_UNSPECIFIED",
              "HARM_CATEGORY_DEROGATORY",
              "HARM_CATEGORY_TOXICITY",
              "HARM_CATEGORY_VIOLENCE",
              "HARM_CATEGORY_SEXUAL",
              "HARM_CATEGORY_MEDICAL",
              "HARM_CATEGORY_DANGEROUS",
              "HARM_CATEGORY_HARASSMENT",
              "HARM_CATEGORY_HATE_SPEECH",
              "HARM_CATEGORY_SEXUALLY_EXPLICIT",
              "HARM_CATEGORY_DANGEROUS_CONTENT",
              "HARM_CATEGORY_CIVIC_INTEGRITY"),
          "probability",
          List.of("HARM_PROBABILITY_UNSPECIFIED", "NEGLIGIBLE", "LOW", "MEDIUM", "HIGH"),
          "blockReason",
          List.of(
              "BLOCK_REASON_UNSPECIFIED",
              "SAFETY",
              "OTHER",
              "BLOCKLIST",
              "PROHIBITED_CONTENT",
              "IMAGE_SAFETY"));

  private EnumNumbers() {}

  /** {@code value} with names for the numbers known. */
  static JsonNode named(JsonNode value) {
    if (value.isArray()) {
      ArrayNode result = StrictJson.object().arrayNode();
      value.forEach(each -> result.add(named(each)));
      return result;
    }
    if (!(value instanceof ObjectNode object)) {
      return value;
    }
    ObjectNode result = StrictJson.object();
    object
        .properties()
        .forEach(field -> result.set(field.getKey(), named(field.getKey(), field.getValue())));
    return result;
  }

  private static JsonNode named(String field, JsonNode value) {
    if (!value.isInt()) {
      return named(value);
    }
    List<String> names = NAMES.getOrDefault(field, List.of());
    int number = value.intValue();
    return number >= 0 && number < names.size()
        ? StrictJson.object().textNode(names.get(number))
        : value;
  }
}
