package dev.signalbox.gateway.migrate;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.signalbox.gateway.config.schema.Node;
import java.math.BigDecimal;
import java.util.Collection;

/** Values of the file that is made. */
final class Json {
  private static final JsonNodeFactory FACTORY = JsonNodeFactory.instance;

  private Json() {}

  static ObjectNode object() {
    return FACTORY.objectNode();
  }

  static ArrayNode list() {
    return FACTORY.arrayNode();
  }

  static ArrayNode texts(Collection<String> values) {
    ArrayNode list = FACTORY.arrayNode();
    values.forEach(list::add);
    return list;
  }

  static JsonNode number(BigDecimal value) {
    return FACTORY.numberNode(value);
  }

  /** A value of the source as it is. */
  static JsonNode of(Value value) {
    return switch (value.node()) {
      case Node.Text(_, var text, _) -> FACTORY.textNode(text);
      case Node.Whole(var number, _) -> FACTORY.numberNode(number);
      case Node.Decimal(var number, _) -> FACTORY.numberNode(BigDecimal.valueOf(number));
      case Node.Flag(var flag, _) -> FACTORY.booleanNode(flag);
      case Node.Items _ -> {
        ArrayNode list = FACTORY.arrayNode();
        value.items().forEach(item -> list.add(of(item)));
        yield list;
      }
      case Node.Table _ -> {
        ObjectNode table = FACTORY.objectNode();
        value.entries().forEach((name, each) -> table.set(name, of(each)));
        yield table;
      }
      case Node.Other _ -> throw value.wrong("a text, a number, true or false, a list or a table");
    };
  }
}
