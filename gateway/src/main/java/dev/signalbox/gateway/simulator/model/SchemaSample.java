package dev.signalbox.gateway.simulator.model;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Makes a JSON value that satisfies a JSON Schema, the same for the same schema and seed.
 *
 * <p>Understood: {@code type} (lists, upper case and {@code nullable} too), {@code enum}, {@code
 * const}, {@code properties, required, additionalProperties, minProperties, maxProperties}, {@code
 * items, prefixItems, minItems, maxItems, uniqueItems}, number bounds and {@code multipleOf},
 * string lengths, formats and plain patterns, {@code anyOf, oneOf, allOf}, {@code $ref} within the
 * document. Not looked at: {@code not, if, contains, propertyNames, dependent…}. A schema that
 * nothing satisfies, or that recurs without end, gets the value that comes nearest.
 *
 * <p>Bounds, as schemas come from anyone: {@link #MAX_NODES} values in all, {@link #MAX_ITEMS}
 * items of one array; below {@link #SHALLOW} levels only what is required is written.
 */
public final class SchemaSample {
  /** Most values written for one schema. */
  public static final int MAX_NODES = 5_000;

  /** Most items written for one array. */
  public static final int MAX_ITEMS = 1_000;

  /** Levels of nesting with optional properties and items. */
  public static final int SHALLOW = 4;

  private static final int MAX_DEPTH = 40;
  private static final int UNIQUE_TRIES = 50;
  private static final JsonNodeFactory NODES = JsonNodeFactory.instance;

  private final SchemaRefs refs;
  private final Dice dice;
  private int nodes;

  private SchemaSample(JsonNode root, Dice dice) {
    this.refs = new SchemaRefs(root);
    this.dice = dice;
  }

  /** A value that satisfies {@code schema}. */
  public static JsonNode of(JsonNode schema, long seed) {
    return new SchemaSample(schema, new Dice(seed)).value(schema, "", 0);
  }

  /** An object that satisfies {@code schema}; an empty one if only other values do. */
  public static ObjectNode objectOf(ObjectNode schema, long seed) {
    return of(schema, seed) instanceof ObjectNode object ? object : NODES.objectNode();
  }

  /**
   * @param name the property the value is for, as a hint; empty text for none
   */
  private JsonNode value(JsonNode anySchema, String name, int depth) {
    nodes++;
    if (!(anySchema instanceof ObjectNode written)) {
      return NODES.textNode(StringSample.plain(name, dice));
    }
    if (depth > MAX_DEPTH) {
      return NODES.nullNode();
    }
    ObjectNode schema = flat(written, depth);
    if (schema.has("const")) {
      return schema.get("const");
    }
    JsonNode options = schema.path("enum");
    if (options.isArray() && !options.isEmpty()) {
      return options.get(dice.below(options.size()));
    }
    return switch (SchemaTypes.of(schema)) {
      case OBJECT -> object(schema, depth);
      case ARRAY -> array(schema, name, depth);
      case STRING -> NODES.textNode(StringSample.of(schema, name, dice));
      case NUMBER -> NODES.numberNode(NumberSample.number(schema, dice));
      case INTEGER -> NODES.numberNode(NumberSample.integer(schema, dice));
      case BOOLEAN -> NODES.booleanNode(dice.below(2) == 0);
      case NULL -> NODES.nullNode();
    };
  }

  /** The schema with its references followed, its parts merged and one alternative chosen. */
  private ObjectNode flat(ObjectNode written, int depth) {
    ObjectNode schema = written;
    for (int round = 0; round < MAX_DEPTH; round++) {
      Optional<ObjectNode> simpler = simpler(schema, depth);
      if (simpler.isEmpty()) {
        return schema;
      }
      schema = simpler.get();
    }
    return schema;
  }

  private Optional<ObjectNode> simpler(ObjectNode schema, int depth) {
    if (schema.path("$ref").isTextual()) {
      ObjectNode rest = SchemaMerge.without(schema, "$ref");
      return Optional.of(SchemaMerge.both(rest, refs.follow(schema.get("$ref").textValue())));
    }
    if (schema.path("allOf").isArray()) {
      ObjectNode merged = SchemaMerge.without(schema, "allOf");
      for (JsonNode part : schema.get("allOf")) {
        merged = SchemaMerge.both(merged, part);
      }
      return Optional.of(merged);
    }
    for (String keyword : List.of("anyOf", "oneOf")) {
      JsonNode branches = schema.path(keyword);
      if (branches.isArray()) {
        ObjectNode rest = SchemaMerge.without(schema, keyword);
        return Optional.of(
            branches.isEmpty() ? rest : SchemaMerge.both(rest, branch(branches, depth)));
      }
    }
    return Optional.empty();
  }

  /** Deep down the alternative that ends soonest; otherwise any that is not null. */
  private JsonNode branch(JsonNode branches, int depth) {
    List<JsonNode> candidates = new ArrayList<>();
    int lightest = Integer.MAX_VALUE;
    for (JsonNode branch : branches) {
      int weight = isDeep(depth) ? refs.weight(branch) : refs.isNull(branch) ? 1 : 0;
      if (weight < lightest) {
        candidates.clear();
        lightest = weight;
      }
      if (weight == lightest) {
        candidates.add(branch);
      }
    }
    return dice.pick(candidates);
  }

  private boolean isDeep(int depth) {
    return depth >= SHALLOW || nodes > MAX_NODES / 2;
  }

  private ObjectNode object(ObjectNode schema, int depth) {
    ObjectNode object = NODES.objectNode();
    JsonNode properties = schema.path("properties");
    for (String name : chosenProperties(schema, depth)) {
      if (nodes > MAX_NODES) {
        return object;
      }
      JsonNode declared = properties.path(name);
      JsonNode property = declared.isMissingNode() ? additional(schema) : declared;
      object.set(name, value(property, name, depth + 1));
    }
    return object;
  }

  private Set<String> chosenProperties(ObjectNode schema, int depth) {
    Set<String> chosen = new LinkedHashSet<>();
    Set<String> required = SchemaMerge.texts(schema.path("required"));
    int most = schema.path("maxProperties").asInt(Integer.MAX_VALUE);
    int optional = Math.max(0, most - required.size());
    for (String name : SchemaMerge.names(schema.path("properties"))) {
      if (required.contains(name)) {
        chosen.add(name);
      } else if (optional > 0 && !isDeep(depth) && dice.below(3) > 0) {
        chosen.add(name);
        optional--;
      }
    }
    chosen.addAll(required);
    fillUp(chosen, schema, depth);
    return chosen;
  }

  /** Adds properties until there are as many as the schema asks for. */
  private void fillUp(Set<String> chosen, ObjectNode schema, int depth) {
    int least = Math.min(schema.path("minProperties").asInt(0), MAX_ITEMS);
    for (String name : SchemaMerge.names(schema.path("properties"))) {
      if (chosen.size() < least) {
        chosen.add(name);
      }
    }
    boolean open = !schema.path("additionalProperties").isBoolean() || additionalAllowed(schema);
    boolean isMap = schema.path("additionalProperties").isObject() && !isDeep(depth);
    int target = isMap && chosen.isEmpty() ? Math.max(1, least) : least;
    for (int extra = 1; open && chosen.size() < target; extra++) {
      chosen.add("key" + extra);
    }
  }

  private static boolean additionalAllowed(ObjectNode schema) {
    return schema.path("additionalProperties").asBoolean(true);
  }

  private static JsonNode additional(ObjectNode schema) {
    return schema.path("additionalProperties");
  }

  private ArrayNode array(ObjectNode schema, String name, int depth) {
    ArrayNode array = NODES.arrayNode();
    JsonNode prefix = prefixOf(schema);
    int count = itemCount(schema, prefix.size(), depth);
    boolean unique = schema.path("uniqueItems").asBoolean(false);
    Set<JsonNode> seen = new LinkedHashSet<>();
    int tries = 0;
    while (array.size() < count && nodes <= MAX_NODES && tries < UNIQUE_TRIES) {
      JsonNode item = value(itemSchema(schema, prefix, array.size()), name, depth + 1);
      if (seen.add(item) || !unique) {
        array.add(item);
        tries = 0;
      } else {
        tries++;
      }
    }
    return array;
  }

  private static JsonNode prefixOf(ObjectNode schema) {
    JsonNode items = schema.path("items");
    return items.isArray() ? items : schema.path("prefixItems");
  }

  private static JsonNode itemSchema(ObjectNode schema, JsonNode prefix, int index) {
    if (index < prefix.size()) {
      return prefix.get(index);
    }
    return schema.path("items").isArray() ? schema.path("additionalItems") : schema.path("items");
  }

  private int itemCount(ObjectNode schema, int prefix, int depth) {
    int least = Math.clamp(schema.path("minItems").asInt(0), 0, MAX_ITEMS);
    int most = Math.clamp(schema.path("maxItems").asInt(MAX_ITEMS), least, MAX_ITEMS);
    int wished = isDeep(depth) ? prefix : Math.max(prefix, 1 + dice.below(3));
    boolean closed =
        schema.path("items").isBoolean() && !schema.path("items").asBoolean() && prefix < wished;
    return Math.clamp(closed ? prefix : wished, least, most);
  }
}
