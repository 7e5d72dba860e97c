package dev.signalbox.gateway.config;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** Values as they are written in the configuration file. */
public final class TomlText {
  private static final Pattern BARE = Pattern.compile("[A-Za-z0-9_-]+");

  private TomlText() {}

  /** The value as a TOML text. */
  public static String quoted(String value) {
    StringBuilder result = new StringBuilder("\"");
    value
        .codePoints()
        .forEach(
            point -> {
              if (point == '"' || point == '\\') {
                result.append('\\').appendCodePoint(point);
              } else if (Character.isISOControl(point)) {
                result.append("\\u%04X".formatted(point));
              } else {
                result.appendCodePoint(point);
              }
            });
    return result.append('"').toString();
  }

  /** The name as a key, in quotes where it needs them. */
  public static String key(String name) {
    return BARE.matcher(name).matches() ? name : quoted(name);
  }

  /** A key with its value, without the end of the line. */
  public static String pair(String name, JsonNode value) {
    return key(name) + " = " + value(value);
  }

  /** The value on one line; what is null in a table is left out, as TOML has no word for it. */
  public static String value(JsonNode node) {
    return switch (node.getNodeType()) {
      case OBJECT ->
          node.properties().stream()
              .filter(entry -> !entry.getValue().isNull())
              .map(TomlText::pair)
              .collect(Collectors.joining(", ", "{ ", " }"));
      case ARRAY ->
          node.valueStream().map(TomlText::value).collect(Collectors.joining(", ", "[", "]"));
      case NUMBER -> node.decimalValue().toPlainString();
      case BOOLEAN -> Boolean.toString(node.booleanValue());
      case STRING -> quoted(node.textValue());
      case NULL, MISSING, BINARY, POJO ->
          throw new IllegalArgumentException("TOML has no " + node.getNodeType());
    };
  }

  private static String pair(Map.Entry<String, JsonNode> entry) {
    return pair(entry.getKey(), entry.getValue());
  }
}
