package dev.signalbox.engine.explain;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.signalbox.engine.routing.Figure;
import dev.signalbox.engine.routing.Reason;
import dev.signalbox.engine.routing.Statement;
import java.util.List;

/** A reason as fields of a JSON object. */
final class ReasonJson {
  private ReasonJson() {}

  /** Puts the code, figures and sentence of {@code reason} into {@code node}. */
  static ObjectNode put(Reason reason, ObjectNode node) {
    Statement statement = reason.statement();
    node.put("reason", statement.code().id());
    statement.figures().forEach(figure -> put(figure, node));
    return node.put("text", ReasonText.sentence(statement));
  }

  private static void put(Figure figure, ObjectNode node) {
    switch (figure) {
      case Figure.Text(var name, var value) -> node.put(name, value);
      case Figure.Slug(var name, var value) -> node.put(name, value);
      case Figure.Texts(var name, var values, _) -> putTexts(node, name, values);
      case Figure.Moment(var name, var at) -> node.put(name, at.toString());
      case Figure.Amount amount -> put(amount, node);
    }
  }

  private static void put(Figure.Amount amount, ObjectNode node) {
    String name = amount.name();
    long value = amount.value();
    switch (amount.unit()) {
      case NANO_DOLLARS -> putMoney(node, name, value);
      case MILLIS -> node.put(name + "_ms", value);
      case TOKENS -> node.put(name + "_tokens", value);
      case PERCENT -> node.put(name + "_percent", value);
      case QUALITY -> node.put(name, Figures.fraction(value));
      case PLACE, PIECES -> node.put(name, value);
    }
  }

  /** Puts an amount of money as whole nano-dollars and beside them as dollars. */
  static void putMoney(ObjectNode node, String name, long nanos) {
    node.put(name + "_nanos", nanos).put(name + "_usd", Figures.usd(nanos));
  }

  /** Puts an array of texts. */
  static void putTexts(ObjectNode node, String name, List<String> texts) {
    texts.forEach(node.putArray(name)::add);
  }
}
