package dev.signalbox.gateway.migrate;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.core.exc.StreamConstraintsException;
import com.fasterxml.jackson.core.json.JsonReadFeature;
import dev.signalbox.gateway.config.schema.Node;
import dev.signalbox.gateway.config.schema.Place;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Reads JSON with comments and commas at the end into a tree of values that know their lines. */
final class JsoncTree {
  private static final JsonFactory JSON =
      JsonFactory.builder()
          .enable(JsonReadFeature.ALLOW_JAVA_COMMENTS)
          .enable(JsonReadFeature.ALLOW_TRAILING_COMMA)
          .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
          .disable(StreamReadFeature.INCLUDE_SOURCE_IN_LOCATION)
          .streamReadConstraints(
              StreamReadConstraints.builder().maxNestingDepth(Bounds.DEEPEST + 1).build())
          .build();

  private final String source;
  private final JsonParser parser;
  private int values;

  private JsoncTree(String source, JsonParser parser) {
    this.source = source;
    this.parser = parser;
  }

  /**
   * The tree of {@code text}.
   *
   * @param source the file's name
   * @throws ImportRefusal where it is no such JSON, or more than the bounds allow
   */
  static Node.Table parse(String source, String text) {
    Bounds.checkLength(text);
    try (JsonParser parser = JSON.createParser(text)) {
      JsoncTree tree = new JsoncTree(source, parser);
      Node root = tree.node(parser.nextToken(), tree.line(), 0);
      if (parser.nextToken() != null) {
        throw ImportRefusal.at(tree.line(), "there must be one object, and nothing behind it");
      }
      if (root instanceof Node.Table table) {
        return table;
      }
      throw ImportRefusal.at(root.place().line(), "the whole must be an object");
    } catch (StreamConstraintsException _) {
      throw new ImportRefusal(
          "objects and lists may go %d deep, and no value may be longer than the library reads"
              .formatted(Bounds.DEEPEST));
    } catch (JsonProcessingException broken) {
      throw ImportRefusal.at(
          broken.getLocation() == null ? 0 : Math.max(0, broken.getLocation().getLineNr()),
          reason(broken));
    } catch (IOException _) {
      throw new ImportRefusal("it cannot be read");
    }
  }

  /** The library's own sentences may quote the text, and with it a key. */
  private static String reason(JsonProcessingException broken) {
    return String.valueOf(broken.getOriginalMessage()).startsWith("Duplicate field")
        ? "a key is written twice"
        : "this is no JSON, comments and commas at the end allowed";
  }

  private Node node(JsonToken token, int line, int depth) throws IOException {
    values++;
    Bounds.checkValues(values, line);
    Bounds.checkDepth(depth, line);
    Place place = new Place(source, line, "");
    return switch (token) {
      case START_OBJECT -> table(place, depth);
      case START_ARRAY -> items(place, depth);
      case VALUE_STRING -> new Node.Text(parser.getText(), parser.getText(), place);
      case VALUE_TRUE, VALUE_FALSE -> new Node.Flag(token == JsonToken.VALUE_TRUE, place);
      case VALUE_NULL -> new Node.Other(Value.NOTHING, place);
      case VALUE_NUMBER_INT ->
          switch (parser.getNumberType()) {
            case INT, LONG -> new Node.Whole(parser.getLongValue(), place);
            case BIG_INTEGER, FLOAT, DOUBLE, BIG_DECIMAL ->
                new Node.Other("a larger number", place);
          };
      case VALUE_NUMBER_FLOAT -> decimal(parser.getDoubleValue(), place);
      case NOT_AVAILABLE, END_OBJECT, END_ARRAY, FIELD_NAME, VALUE_EMBEDDED_OBJECT ->
          throw ImportRefusal.at(line, "a value is missing");
      case null -> throw ImportRefusal.at(line, "it ends too early");
    };
  }

  private static Node decimal(double value, Place place) {
    return Double.isFinite(value)
        ? new Node.Decimal(value, place)
        : new Node.Other("a number without an end", place);
  }

  private Node table(Place place, int depth) throws IOException {
    Map<String, Node> entries = new LinkedHashMap<>();
    while (parser.nextToken() == JsonToken.FIELD_NAME) {
      String name = parser.currentName();
      int line = line();
      entries.put(name, node(parser.nextToken(), line, depth + 1));
    }
    return new Node.Table(entries, place);
  }

  private Node items(Place place, int depth) throws IOException {
    List<Node> items = new ArrayList<>();
    JsonToken token = parser.nextToken();
    while (token != JsonToken.END_ARRAY) {
      items.add(node(token, line(), depth + 1));
      token = parser.nextToken();
    }
    return new Node.Items(items, place);
  }

  private int line() {
    return parser.currentTokenLocation().getLineNr();
  }
}
