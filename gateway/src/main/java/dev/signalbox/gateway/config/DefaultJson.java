package dev.signalbox.gateway.config;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import dev.signalbox.gateway.config.schema.Key;
import dev.signalbox.gateway.config.schema.Kind;
import dev.signalbox.gateway.config.schema.Node;
import dev.signalbox.gateway.config.schema.Place;
import java.net.URI;
import java.time.Duration;
import java.util.Collection;
import java.util.Map;
import java.util.Optional;

/** What holds for a key that nobody set, as one would have written it. */
final class DefaultJson {
  private static final JsonNodeFactory JSON = JsonNodeFactory.instance;

  private DefaultJson() {}

  /** The value of {@code key} where it is absent; empty where that is no value. */
  static Optional<JsonNode> of(Key<?> key, Object value) {
    if (value instanceof Optional<?> inner) {
      return inner.flatMap(some -> of(key, some));
    }
    return choice(key.kind(), value).or(() -> plain(key.name(), value));
  }

  /** The name in the file of one of a few values. */
  private static Optional<JsonNode> choice(Kind<?> kind, Object value) {
    return switch (kind) {
      case Kind.Maybe<?>(var inner) -> choice(inner, value);
      case Kind.Scalar<?> scalar ->
          scalar.choices().stream()
              .filter(name -> scalar.reader().apply(text(name)).filter(value::equals).isPresent())
              .findFirst()
              .map(JSON::textNode);
      case Kind.Many<?> _,
          Kind.Entries<?> _,
          Kind.Group<?> _,
          Kind.Groups<?> _,
          Kind.NamedGroups<?> _,
          Kind.Raw _,
          Kind.ScalarOrGroup<?> _ ->
          Optional.empty();
    };
  }

  private static Node.Text text(String name) {
    return new Node.Text(name, name, new Place("defaults", 0, ""));
  }

  private static Optional<JsonNode> plain(String name, Object value) {
    return switch (value) {
      case Boolean flag -> Optional.of(JSON.booleanNode(flag));
      case Integer whole -> Optional.of(JSON.numberNode(whole));
      case Long whole -> Optional.of(JSON.numberNode(whole));
      case Double decimal -> Optional.of(JSON.numberNode(decimal));
      case String text -> Optional.of(JSON.textNode(text));
      case URI address -> Optional.of(JSON.textNode(address.toString()));
      case Duration time -> Optional.of(JSON.numberNode(inUnitOf(name, time)));
      case Map<?, ?> map when map.isEmpty() -> Optional.of(JSON.objectNode());
      case Collection<?> all -> list(name, all);
      default -> Optional.empty();
    };
  }

  private static Optional<JsonNode> list(String name, Collection<?> all) {
    ArrayNode list = JSON.arrayNode();
    for (Object each : all) {
      Optional<JsonNode> element = plain(name, each);
      if (element.isEmpty()) {
        return Optional.empty();
      }
      list.add(element.get());
    }
    return Optional.of(list);
  }

  /** Keys of times end with their unit; those that do not are of seconds. */
  private static long inUnitOf(String name, Duration time) {
    String unit = name.substring(name.lastIndexOf('_') + 1);
    return switch (unit) {
      case "ms" -> time.toMillis();
      case "minutes" -> time.toMinutes();
      case "hours" -> time.toHours();
      case "days" -> time.toDays();
      default -> time.toSeconds();
    };
  }
}
