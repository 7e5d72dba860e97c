package dev.signalbox.gateway.config.schema;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.stream.Stream;

/** What a section takes as JSON, as a JSON Schema (draft 2020-12): made of its keys. */
public final class JsonSchema {
  private static final String TYPE = "type";
  private static final String ITEMS = "items";
  private static final String OTHERS = "additionalProperties";

  private JsonSchema() {}

  /** A document with the keys of {@code section}. */
  public static ObjectNode of(Section<?> section) {
    ObjectNode schema = part(section);
    ArrayNode required = node().arrayNode();
    ArrayNode either = node().arrayNode();
    for (Key<?> key : section.keys()) {
      if (key.fallback().isEmpty() && key.aliases().isEmpty()) {
        required.add(key.name());
      } else if (key.fallback().isEmpty()) {
        spellings(key).forEach(name -> either.addObject().putArray("required").add(name));
      }
    }
    if (!required.isEmpty()) {
      schema.set("required", required);
    }
    if (!either.isEmpty()) {
      schema.set("anyOf", either);
    }
    return schema;
  }

  /** A document with some of the keys of {@code section}, of which null takes out what is there. */
  public static ObjectNode ofChanges(Section<?> section) {
    ObjectNode schema = part(section);
    for (Key<?> key : section.keys()) {
      for (String name : spellings(key)) {
        ObjectNode either = node();
        either
            .putArray("anyOf")
            .add(schema.path("properties").path(name))
            .addObject()
            .put(TYPE, "null");
        schema.withObjectProperty("properties").set(name, either);
      }
    }
    return schema;
  }

  private static ObjectNode part(Section<?> section) {
    ObjectNode schema = node().put(TYPE, "object").put(OTHERS, false);
    ObjectNode properties = schema.putObject("properties");
    for (Key<?> key : section.keys()) {
      ObjectNode each =
          of(key.kind())
              .put("description", "%s; must be %s".formatted(key.doc(), key.kind().allowed()));
      spellings(key).forEach(name -> properties.set(name, each.deepCopy()));
    }
    return schema;
  }

  private static List<String> spellings(Key<?> key) {
    return Stream.concat(Stream.of(key.name()), key.aliases().stream()).toList();
  }

  private static ObjectNode of(Kind<?> kind) {
    return switch (kind) {
      case Kind.Scalar<?> scalar -> scalar(scalar);
      case Kind.Maybe<?>(var inner) -> of(inner);
      case Kind.Many<?> many -> many(many);
      case Kind.Entries<?>(_, var value) -> named(of(value));
      case Kind.Group<?>(var section) -> of(section);
      case Kind.Groups<?>(var section, _, var most) -> list(of(section), most);
      case Kind.NamedGroups<?>(_, var section) -> named(of(section));
      case Kind.Raw _ -> node().put(TYPE, "object");
      case Kind.ScalarOrGroup<?>(var scalar, var section) -> either(scalar(scalar), of(section));
    };
  }

  private static ObjectNode scalar(Kind.Scalar<?> scalar) {
    ObjectNode schema =
        switch (scalar.form()) {
          case TEXT -> node().put(TYPE, "string");
          case SECRET -> node().put(TYPE, "string").put("writeOnly", true);
          case WHOLE -> node().put(TYPE, "integer");
          case DECIMAL -> node().put(TYPE, "number");
          case FLAG -> node().put(TYPE, "boolean");
        };
    if (!scalar.choices().isEmpty()) {
      ArrayNode choices = schema.putArray("enum");
      scalar.choices().forEach(choices::add);
    }
    return schema;
  }

  private static ObjectNode many(Kind.Many<?> many) {
    ObjectNode list = list(of(many.element()), many.most());
    return many.single() ? either(of(many.element()), list) : list;
  }

  private static ObjectNode list(ObjectNode element, int most) {
    return node().put(TYPE, "array").put("maxItems", most).set(ITEMS, element);
  }

  private static ObjectNode named(ObjectNode each) {
    return node().put(TYPE, "object").set(OTHERS, each);
  }

  private static ObjectNode either(ObjectNode first, ObjectNode second) {
    ObjectNode schema = node();
    schema.putArray("anyOf").add(first).add(second);
    return schema;
  }

  private static ObjectNode node() {
    return JsonNodeFactory.instance.objectNode();
  }
}
