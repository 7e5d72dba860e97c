package dev.signalbox.gateway.wire.random;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.signalbox.gateway.wire.json.StrictJson;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Tuple;

/** Random texts, names and JSON. */
public final class RandomJson {
  private static final JsonNodeFactory NODES = JsonNodeFactory.instance;

  /** Pieces that break careless string handling: framing, quoting, several UTF-8 lengths. */
  private static final List<String> PIECES =
      List.of(
          "a",
          "word ",
          "é",
          "日本語",
          "😀",
          "👩‍👩‍👧",
          "\n",
          "\r\n",
          "\n\n",
          "\"",
          "\\",
          "{",
          "}",
          "[",
          "data: ",
          "[DONE]",
          "event: error\n",
          "\u0001",
          "\u2028",
          "\t",
          " ",
          "</think>",
          "{\"a\":1}",
          "null",
          "%s",
          "\uFEFF",
          "e\u0301");

  private RandomJson() {}

  /** Any text, often empty or odd. */
  public static Arbitrary<String> text() {
    return Arbitraries.frequencyOf(
        Tuple.of(1, Arbitraries.just("")),
        Tuple.of(1, Arbitraries.of(" ", "\n", "0", "null", "[DONE]")),
        Tuple.of(6, Arbitraries.of(PIECES).list().ofMaxSize(8).map(list -> String.join("", list))));
  }

  /** Any text that holds a visible character and does not end in white space. */
  public static Arbitrary<String> visibleText() {
    return text().map(text -> text + "x");
  }

  /** A function name that all APIs accept. */
  public static Arbitrary<String> functionName() {
    return Arbitraries.of("f", "get_weather", "a-b", "Search2", "_x");
  }

  /** A JSON object, nested at most three deep. */
  public static Arbitrary<ObjectNode> object() {
    return object(3);
  }

  private static Arbitrary<ObjectNode> object(int depth) {
    Arbitrary<String> keys = Arbitraries.of("a", "b", "city", "é", "", "type", "$ref", "id");
    return Arbitraries.maps(keys, value(depth - 1)).ofMaxSize(4).map(RandomJson::toObject);
  }

  private static ObjectNode toObject(Map<String, JsonNode> fields) {
    ObjectNode object = NODES.objectNode();
    fields.forEach(object::set);
    return object;
  }

  private static Arbitrary<JsonNode> value(int depth) {
    Arbitrary<JsonNode> plain =
        Arbitraries.frequencyOf(
            Tuple.of(3, text().map(NODES::textNode)),
            Tuple.of(2, Arbitraries.integers().map(NODES::numberNode)),
            Tuple.of(1, Arbitraries.of("0.10", "1e3", "-0.5").map(RandomJson::decimal)),
            Tuple.of(1, Arbitraries.of(true, false).map(NODES::booleanNode)),
            Tuple.of(1, Arbitraries.just(NODES.nullNode())));
    if (depth <= 0) {
      return plain;
    }
    return Arbitraries.frequencyOf(
        Tuple.of(3, plain),
        Tuple.of(1, object(depth).map(object -> object)),
        Tuple.of(
            1, value(depth - 1).list().ofMaxSize(3).map(items -> NODES.arrayNode().addAll(items))));
  }

  private static JsonNode decimal(String text) {
    return NODES.numberNode(new BigDecimal(text));
  }

  /** Schemas of an arguments object, with what tools of real clients hold. */
  public static Arbitrary<ObjectNode> schema() {
    return Arbitraries.of(
            "{\"type\":\"object\"}",
            "{\"type\":\"object\",\"properties\":{}}",
            """
            {"type":"object","properties":{"city":{"type":"string","description":"where"},
             "days":{"type":"integer","minimum":1}},"required":["city"]}""",
            """
            {"type":"object","properties":{"city":{"type":"string","enum":["a","b"]}},
             "required":["city"],"additionalProperties":false}""",
            """
            {"type":"object","properties":{"at":{"$ref":"#/$defs/Place"},
             "more":{"type":"array","items":{"$ref":"#/$defs/Place"}}},
             "$defs":{"Place":{"type":"object","properties":{"x":{"type":"number"}}}}}""",
            """
            {"type":"object","properties":{"unit":{"anyOf":[{"type":"string"},{"type":"null"}]},
             "kind":{"const":"k"},"tag":{"type":["string","null"]},
             "of":{"oneOf":[{"type":"integer"},{"type":"boolean"}]}}}""",
            """
            {"$schema":"http://json-schema.org/draft-07/schema#","type":"object","title":"T",
             "properties":{"n":{"type":"number","exclusiveMinimum":0},
             "deep":{"type":"object","properties":{"list":{"type":"array","items":{}}}}}}""")
        .map(RandomJson::parse);
  }

  private static ObjectNode parse(String text) {
    return StrictJson.parseObject(text.getBytes(StandardCharsets.UTF_8));
  }
}
