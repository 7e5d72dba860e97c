package dev.signalbox.gateway.cli;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** A card as a {@code [[cards]]} block: a line for each of its keys. */
final class CardText {
  private static final Pattern BARE = Pattern.compile("[A-Za-z0-9_-]+");

  private CardText() {}

  /** The block of {@code card}, every line ended. */
  static String of(ObjectNode card) {
    return card.properties().stream()
        .filter(entry -> !entry.getValue().isNull())
        .map(entry -> pair(entry) + "\n")
        .collect(Collectors.joining("", "[[cards]]\n", ""));
  }

  private static String pair(Map.Entry<String, JsonNode> entry) {
    String name = entry.getKey();
    return (BARE.matcher(name).matches() ? name : ConfigText.quoted(name))
        + " = "
        + value(entry.getValue());
  }

  private static String value(JsonNode node) {
    return switch (node.getNodeType()) {
      case OBJECT ->
          node.properties().stream()
              .filter(entry -> !entry.getValue().isNull())
              .map(CardText::pair)
              .collect(Collectors.joining(", ", "{ ", " }"));
      case ARRAY ->
          node.valueStream().map(CardText::value).collect(Collectors.joining(", ", "[", "]"));
      case NUMBER -> node.decimalValue().toPlainString();
      case BOOLEAN -> Boolean.toString(node.booleanValue());
      case STRING -> ConfigText.quoted(node.textValue());
      case NULL, MISSING, BINARY, POJO ->
          throw new IllegalArgumentException("a card has no " + node.getNodeType());
    };
  }
}
