package dev.signalbox.gateway.simulator.model;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.signalbox.gateway.wire.json.StrictJson;
import java.math.BigDecimal;
import java.util.List;

/** Draws schemas that some value satisfies. */
final class RandomSchemas {
  private static final List<String> PATTERNS =
      List.of(
          "^[A-Z]{3}-\\d{4}$",
          "^(red|green|blue)$",
          "^\\w+@\\w+\\.(com|org)$",
          "^[^0-9]{2,5}$",
          "^a?b*c+(?:de){1,2}\\.$",
          "^[a-f0-9-]{8,}$");
  private static final List<String> FORMATS =
      List.of("date", "time", "date-time", "email", "uri", "uuid", "ipv4");

  private final Dice dice;

  RandomSchemas(long seed) {
    this.dice = new Dice(seed);
  }

  /** A schema of an object, with definitions to refer to. */
  ObjectNode document() {
    ObjectNode root = object(3);
    ObjectNode definitions = root.putObject("$defs");
    definitions.set("leaf", scalar());
    ObjectNode tree = definitions.putObject("tree").put("type", "object");
    ObjectNode properties = tree.putObject("properties");
    properties.putObject("value").put("type", "integer");
    ArrayNode next = properties.putObject("next").putArray("anyOf");
    next.addObject().put("$ref", "#/$defs/tree");
    next.addObject().put("type", "null");
    ObjectNode children = properties.putObject("children").put("type", "array");
    children.putObject("items").put("$ref", "#/$defs/tree");
    tree.putArray("required").add("value").add("next").add("children");
    return root;
  }

  private JsonNode any(int depth) {
    if (depth == 0) {
      return scalar();
    }
    return switch (dice.below(8)) {
      case 0, 1 -> object(depth - 1);
      case 2 -> array(depth - 1);
      case 3 ->
          StrictJson.object().put("$ref", dice.below(2) == 0 ? "#/$defs/leaf" : "#/$defs/tree");
      case 4 -> alternatives(depth - 1);
      case 5 -> both(depth - 1);
      default -> scalar();
    };
  }

  private ObjectNode object(int depth) {
    ObjectNode schema = StrictJson.object().put("type", dice.below(9) == 0 ? "OBJECT" : "object");
    ObjectNode properties = schema.putObject("properties");
    ArrayNode required = schema.putArray("required");
    int count = dice.below(5);
    for (int i = 0; i < count; i++) {
      properties.set("p" + i, any(depth));
      if (dice.below(2) == 0) {
        required.add("p" + i);
      }
    }
    if (dice.below(3) == 0) {
      schema.put("additionalProperties", false);
    } else if (dice.below(3) == 0) {
      schema.set("additionalProperties", scalar());
      schema.put("minProperties", dice.below(count + 3));
    }
    return schema;
  }

  private ObjectNode array(int depth) {
    ObjectNode schema = StrictJson.object().put("type", "array");
    if (dice.below(4) == 0) {
      schema.putArray("prefixItems").add(scalar()).add(scalar());
    }
    schema.set("items", any(depth));
    int least = dice.below(4);
    if (dice.below(2) == 0) {
      schema.put("minItems", least).put("maxItems", least + dice.below(3));
    }
    return schema;
  }

  private ObjectNode alternatives(int depth) {
    ObjectNode schema = StrictJson.object();
    ArrayNode branches = schema.putArray(dice.below(2) == 0 ? "anyOf" : "oneOf");
    ObjectNode object = object(depth);
    ((ObjectNode) object.get("properties")).putObject("kind").put("const", "one");
    ((ArrayNode) object.get("required")).add("kind");
    object.remove("minProperties");
    branches.add(object);
    branches.addObject().put("type", dice.below(2) == 0 ? "null" : "boolean");
    return schema;
  }

  private ObjectNode both(int depth) {
    ObjectNode first = object(depth);
    first.remove("additionalProperties");
    first.remove("minProperties");
    ObjectNode second = StrictJson.object();
    second.putObject("properties").putObject("extra").put("type", "string").put("minLength", 3);
    second.putArray("required").add("extra");
    ObjectNode schema = StrictJson.object();
    schema.putArray("allOf").add(first).add(second);
    return schema;
  }

  private ObjectNode scalar() {
    ObjectNode schema = StrictJson.object();
    return switch (dice.below(9)) {
      case 0 -> schema.put("type", "boolean");
      case 1 -> schema.put("type", "string").put("format", dice.pick(FORMATS));
      case 2 -> schema.put("type", "string").put("pattern", dice.pick(PATTERNS));
      case 3 -> lengths(schema.put("type", "string"));
      case 4 -> bounds(schema.put("type", "integer"), 0);
      case 5 -> bounds(schema.put("type", "number"), 1);
      case 6 -> {
        schema.putArray("enum").add("red").add(7).add(true).addNull();
        yield schema;
      }
      case 7 -> {
        schema.putArray("type").add("null").add("string");
        yield schema;
      }
      default ->
          schema
              .put("type", "INTEGER")
              .put("nullable", true)
              .put("multipleOf", dice.between(1, 9))
              .put("minimum", dice.between(-50, 50));
    };
  }

  private ObjectNode lengths(ObjectNode schema) {
    int least = dice.below(30);
    return schema.put("minLength", least).put("maxLength", least + dice.below(4));
  }

  /** A range that holds at least two whole numbers. */
  private ObjectNode bounds(ObjectNode schema, int scale) {
    BigDecimal low = BigDecimal.valueOf(dice.between(-1_000, 1_000), scale);
    BigDecimal high = low.add(BigDecimal.valueOf(dice.between(3, 40)));
    return switch (dice.below(4)) {
      case 0 -> schema.put("minimum", low);
      case 1 -> schema.put("maximum", high);
      case 2 -> schema.put("exclusiveMinimum", low).put("exclusiveMaximum", high);
      default -> schema.put("minimum", low).put("maximum", high);
    };
  }
}
