package dev.signalbox.gateway.admin.frame;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.signalbox.gateway.wire.json.StrictJson;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** What a route takes in its body. */
public sealed interface Body {
  /** Nothing. */
  record None() implements Body {}

  /** An object with these fields, which the frame reads. */
  record Fields(List<Field<?>> fields) implements Body {
    public Fields {
      fields = List.copyOf(fields);
    }
  }

  /**
   * An object that another part of the program reads and checks.
   *
   * @param schema made by whoever reads it, with an example; not to be changed
   */
  record Document(ObjectNode schema) implements Body {
    /** The same with that example. */
    public static Document of(ObjectNode schema, String example) {
      ObjectNode shown = schema.deepCopy();
      shown.putArray("examples").add(StrictJson.parse(example.getBytes(StandardCharsets.UTF_8)));
      return new Document(shown);
    }
  }

  /** What it must be, as a JSON Schema. */
  default ObjectNode toSchema() {
    return switch (this) {
      case None _ -> StrictJson.object();
      case Fields(var fields) -> object(fields);
      case Document(var schema) -> schema;
    };
  }

  private static ObjectNode object(List<Field<?>> fields) {
    ObjectNode schema = Value.schema("object").put("additionalProperties", false);
    ObjectNode properties = schema.putObject("properties");
    ArrayNode required = StrictJson.object().arrayNode();
    ObjectNode example = StrictJson.object();
    for (Field<?> field : fields) {
      properties.set(field.name(), field.inBody());
      example.set(field.name(), field.value().example());
      if (field.required()) {
        required.add(field.name());
      }
    }
    if (!required.isEmpty()) {
      schema.set("required", required);
    }
    schema.putArray("examples").add(example);
    return schema;
  }

  /** Whether a request without it is refused. */
  default boolean isNeeded() {
    return switch (this) {
      case None _ -> false;
      case Fields(var fields) -> fields.stream().anyMatch(Field::required);
      case Document _ -> true;
    };
  }
}
