package dev.signalbox.gateway.cli;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.signalbox.gateway.config.TomlText;
import java.util.stream.Collectors;

/** A card as a {@code [[cards]]} block: a line for each of its keys. */
final class CardText {
  private CardText() {}

  /** The block of {@code card}, every line ended. */
  static String of(ObjectNode card) {
    return card.properties().stream()
        .filter(entry -> !entry.getValue().isNull())
        .map(entry -> TomlText.pair(entry.getKey(), entry.getValue()) + "\n")
        .collect(Collectors.joining("", "[[cards]]\n", ""));
  }
}
