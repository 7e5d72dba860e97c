package dev.signalbox.gateway.wire.json;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.Set;

/**
 * A JSON value without its bulk: objects and arrays of given names are read over and stand empty,
 * so that what an answer says about itself can be read without its text.
 */
public final class Outline {
  /** What is looked at whole, whatever it holds: errors are passed on. */
  private static final String ERROR = "error";

  private final JsonParser parser;
  private final Set<String> bulk;

  private Outline(JsonParser parser, Set<String> bulk) {
    this.parser = parser;
    this.bulk = bulk;
  }

  /**
   * The outline of {@code body}; empty when it is not strict JSON, as with {@link
   * StrictJson#tryParse}.
   *
   * @param bulk names of the objects and arrays that are left empty, except within errors
   */
  public static Optional<JsonNode> of(byte[] body, Set<String> bulk) {
    try (JsonParser parser = StrictJson.FACTORY.createParser(body)) {
      if (parser.nextToken() == null) {
        return Optional.empty();
      }
      JsonNode value = new Outline(parser, bulk).value(false);
      return parser.nextToken() == null ? Optional.of(value) : Optional.empty();
    } catch (IOException | NumberFormatException e) {
      // Malformed UTF-8 is mended in text, so that an answer is read in spite of it.
      return StrictJson.tryParse(new String(body, StandardCharsets.UTF_8));
    }
  }

  /** The value at the parser's place. */
  private JsonNode value(boolean whole) throws IOException {
    JsonNodeFactory nodes = JsonNodeFactory.instance;
    return switch (parser.currentToken()) {
      case START_OBJECT -> object(whole);
      case START_ARRAY -> array(whole);
      case VALUE_STRING -> nodes.textNode(parser.getText());
      case VALUE_NUMBER_INT -> whole(nodes);
      case VALUE_NUMBER_FLOAT -> nodes.numberNode(parser.getDecimalValue());
      case VALUE_TRUE -> nodes.booleanNode(true);
      case VALUE_FALSE -> nodes.booleanNode(false);
      default -> nodes.nullNode();
    };
  }

  private JsonNode whole(JsonNodeFactory nodes) throws IOException {
    return switch (parser.getNumberType()) {
      case INT -> nodes.numberNode(parser.getIntValue());
      case LONG -> nodes.numberNode(parser.getLongValue());
      case BIG_INTEGER, FLOAT, DOUBLE, BIG_DECIMAL -> nodes.numberNode(parser.getBigIntegerValue());
    };
  }

  private ObjectNode object(boolean whole) throws IOException {
    ObjectNode object = StrictJson.object();
    while (parser.nextToken() == JsonToken.FIELD_NAME) {
      String name = parser.currentName();
      JsonToken token = parser.nextToken();
      if (!whole && token.isStructStart() && bulk.contains(name)) {
        parser.skipChildren();
        object.set(
            name,
            token == JsonToken.START_ARRAY
                ? JsonNodeFactory.instance.arrayNode()
                : StrictJson.object());
      } else {
        object.set(name, value(whole || name.equals(ERROR)));
      }
    }
    return object;
  }

  private ArrayNode array(boolean whole) throws IOException {
    ArrayNode array = JsonNodeFactory.instance.arrayNode();
    while (parser.nextToken() != JsonToken.END_ARRAY) {
      array.add(value(whole));
    }
    return array;
  }
}
