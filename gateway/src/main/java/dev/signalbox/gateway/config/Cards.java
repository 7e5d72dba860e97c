package dev.signalbox.gateway.config;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.signalbox.engine.catalog.CatalogOverlay;
import dev.signalbox.engine.catalog.CatalogReader;
import dev.signalbox.gateway.config.schema.Key;
import dev.signalbox.gateway.config.schema.Kind;
import dev.signalbox.gateway.config.schema.Node;
import dev.signalbox.gateway.config.schema.Report;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;

/**
 * What the file says of models: {@code [[cards]]}. The keys are those of the catalog, which reads
 * and checks them.
 */
final class Cards {
  static final Key<List<Node.Table>> KEY =
      Key.of(
          "cards",
          new Kind.Many<>(
              new Kind.Raw("a table with the keys of a catalog card"),
              CatalogOverlay.MAX_CARDS,
              false),
          List.of(),
          "what is different or new about models, over the catalog");

  private static final JsonNodeFactory JSON = JsonNodeFactory.instance;

  private Cards() {}

  /** The cards of {@code tables} as JSON, or empty after noting what is wrong. */
  static Optional<List<ObjectNode>> read(List<Node.Table> tables, Report report) {
    int before = report.problems().size();
    List<ObjectNode> cards = tables.stream().map(table -> object(table, report)).toList();
    if (report.problems().size() == before && !cards.isEmpty()) {
      check(cards).ifPresent(message -> locate(tables, cards, message, report));
    }
    return report.problems().size() == before ? Optional.of(cards) : Optional.empty();
  }

  /** What the catalog says is wrong with {@code cards}. */
  private static Optional<String> check(List<ObjectNode> cards) {
    try {
      var overlay = new CatalogOverlay("config", LocalDate.EPOCH);
      overlay.over(CatalogReader.standard(), cards);
      return Optional.empty();
    } catch (IllegalArgumentException problem) {
      return Optional.of(String.valueOf(problem.getMessage()));
    }
  }

  /** Tells {@code message} of the card that is wrong by itself, else of the first. */
  private static void locate(
      List<Node.Table> tables, List<ObjectNode> cards, String message, Report report) {
    for (int index = 0; index < cards.size(); index++) {
      Optional<String> own = check(List.of(cards.get(index)));
      if (own.isPresent()) {
        report.wrong(tables.get(index).place(), "cannot be laid over the catalog: " + own.get());
        return;
      }
    }
    report.wrong(tables.getFirst().place(), "cannot be laid over the catalog: " + message);
  }

  private static ObjectNode object(Node.Table table, Report report) {
    ObjectNode object = JSON.objectNode();
    table.entries().forEach((name, value) -> object.set(name, json(value, report)));
    return object;
  }

  private static JsonNode json(Node node, Report report) {
    return switch (node) {
      case Node.Text(_, var value, _) -> JSON.textNode(value);
      case Node.Whole(var value, _) -> JSON.numberNode(value);
      case Node.Decimal(var value, _) -> JSON.numberNode(BigDecimal.valueOf(value));
      case Node.Flag(var value, _) -> JSON.booleanNode(value);
      case Node.Table table -> object(table, report);
      case Node.Items(var values, _) -> {
        var array = JSON.arrayNode();
        values.forEach(value -> array.add(json(value, report)));
        yield array;
      }
      case Node.Other(_, var place) -> {
        report.wrong(place, "must be a text, a number, true or false");
        yield JSON.nullNode();
      }
    };
  }
}
