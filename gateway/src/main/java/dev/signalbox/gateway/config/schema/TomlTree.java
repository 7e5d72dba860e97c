package dev.signalbox.gateway.config.schema;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.exc.StreamConstraintsException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.dataformat.toml.TomlFactory;
import com.fasterxml.jackson.dataformat.toml.TomlMapper;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Reads TOML text into a tree of values that know their lines, and JSON into one without. */
public final class TomlTree {
  /** Longest text read, in UTF-16 units. */
  public static final int MOST_CHARACTERS = 1 << 20;

  private static final int DEEPEST = 16;

  /** Longest name of a value with those it stands in: there may be as many as characters. */
  private static final int LONGEST_PATH = 1_000;

  private static final String TOO_DEEP =
      "lists and tables go deeper than " + DEEPEST + ", or a name or value is too long";

  private static final List<String> IDENTIFIERS = List.of("id", "name");

  private final String source;
  private final Map<String, Integer> lines;

  private TomlTree(String source, Map<String, Integer> lines) {
    this.source = source;
    this.lines = lines;
  }

  /**
   * The tree of {@code text}, or empty after noting in {@code report} why it is not TOML.
   *
   * @param source the file's name for messages
   */
  public static Optional<Node.Table> parse(String source, String text, Report report) {
    Place whole = new Place(source, 0, "");
    if (text.length() > MOST_CHARACTERS) {
      report.say(whole, source + " is longer than the " + MOST_CHARACTERS + " characters allowed");
      return Optional.empty();
    }
    String body = text.startsWith("\uFEFF") ? text.substring(1) : text;
    try {
      JsonNode root = mapper().readTree(body);
      if (goesOn(root, 0, 0)) { // the library counts brackets, not dots
        report.say(whole, whole.where() + " is not valid TOML: " + TOO_DEEP);
        return Optional.empty();
      }
      TomlTree tree = new TomlTree(source, KeyLines.of(body));
      return Optional.of(tree.table(root, "", whole));
    } catch (JsonProcessingException failure) {
      Place place = new Place(source, line(failure), "");
      report.say(place, place.where() + " is not valid TOML: " + reason(failure));
      return Optional.empty();
    }
  }

  /**
   * The tree of a JSON object, for what is written in JSON with the keys of the file.
   *
   * @param source what messages call it
   */
  public static Node.Table of(String source, ObjectNode json) {
    return new TomlTree(source, Map.of()).table(json, "", new Place(source, 0, ""));
  }

  private static boolean goesOn(JsonNode node, int depth, int length) {
    if (!node.isContainerNode()) {
      return false;
    }
    if (depth > DEEPEST) {
      return true;
    }
    for (Map.Entry<String, JsonNode> entry : node.properties()) {
      int whole = length + entry.getKey().length();
      if (whole > LONGEST_PATH || goesOn(entry.getValue(), depth + 1, whole)) {
        return true;
      }
    }
    return node.isArray() && node.valueStream().anyMatch(each -> goesOn(each, depth + 1, length));
  }

  private static TomlMapper mapper() {
    var constraints = StreamReadConstraints.builder().maxNestingDepth(DEEPEST).build();
    return new TomlMapper(TomlFactory.builder().streamReadConstraints(constraints).build());
  }

  private Node node(JsonNode value, String key, Place place) {
    return switch (value.getNodeType()) {
      case OBJECT -> table(value, key, place);
      case ARRAY -> items(value, key, place);
      case STRING -> new Node.Text(value.textValue(), value.textValue(), place);
      case BOOLEAN -> new Node.Flag(value.booleanValue(), place);
      case NUMBER -> number(value, place);
      case NULL, MISSING, BINARY, POJO -> new Node.Other("something else", place);
    };
  }

  private static Node number(JsonNode value, Place place) {
    if (value.isIntegralNumber()) {
      return value.canConvertToLong()
          ? new Node.Whole(value.longValue(), place)
          : new Node.Other("a larger number", place);
    }
    return Double.isFinite(value.doubleValue())
        ? new Node.Decimal(value.doubleValue(), place)
        : new Node.Other("a number without an end", place);
  }

  private Node.Table table(JsonNode value, String key, Place place) {
    var entries = new LinkedHashMap<String, Node>();
    value
        .properties()
        .forEach(
            entry -> {
              String childKey = KeyLines.key(key, entry.getKey());
              Place child =
                  new Place(
                      source,
                      lines.getOrDefault(childKey, place.line()),
                      Place.join(place.path(), entry.getKey()));
              entries.put(entry.getKey(), node(entry.getValue(), childKey, child));
            });
    return new Node.Table(entries, place);
  }

  private Node.Items items(JsonNode value, String key, Place place) {
    var values = new ArrayList<Node>();
    for (int index = 0; index < value.size(); index++) {
      JsonNode element = value.get(index);
      String childKey = KeyLines.element(key, index);
      int line = lines.getOrDefault(childKey, place.line());
      values.add(node(element, childKey, new Place(source, line, label(place, element, index))));
    }
    return new Node.Items(values, place);
  }

  /** An element is called by its id when it has one, which says more than its number. */
  private static String label(Place list, JsonNode element, int index) {
    for (String identifier : IDENTIFIERS) {
      JsonNode name = element.path(identifier);
      if (name.isTextual() && !name.textValue().contains("$")) {
        return Place.join(list.path(), name.textValue());
      }
    }
    return list.path() + "[" + index + "]";
  }

  private static int line(JsonProcessingException failure) {
    var location = failure.getLocation();
    if (location == null) {
      return 0;
    }
    // The library notices a repeated key only after it has read past the end of the line.
    boolean past =
        location.getColumnNr() <= 1 && "Duplicate key".equals(failure.getOriginalMessage());
    return Math.max(1, location.getLineNr() - (past ? 1 : 0));
  }

  private static String reason(JsonProcessingException failure) {
    if (failure instanceof StreamConstraintsException) {
      return TOO_DEEP;
    }
    String message = failure.getOriginalMessage();
    return switch (message) {
      case "Duplicate key" -> "a key is written twice";
      case "Table redefined" -> "a table is written twice";
      case "Newline not permitted here" -> "the line ends too early";
      case "Premature end of file" -> "the file ends too early";
      case "Unknown token" -> "this is not a key, a table or a value; texts need quotes";
      case null -> "it cannot be read";
      // The library's other sentences may quote the text, and with it a key.
      default ->
          message.startsWith("Zero-prefixed")
              ? "a number starts with 0"
              : "a value is not written as TOML wants it";
    };
  }
}
