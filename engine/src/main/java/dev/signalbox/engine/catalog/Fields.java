package dev.signalbox.engine.catalog;

import com.fasterxml.jackson.databind.JsonNode;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.stream.Stream;

/**
 * Reads one JSON object that may have certain keys only. Every fault is an {@link
 * IllegalArgumentException} that names the key with the path to it.
 */
final class Fields {
  private static final BigDecimal NANOS = BigDecimal.valueOf(1_000_000_000);

  private final JsonNode node;
  private final String path;

  /**
   * The fields of {@code node}.
   *
   * @param path what leads to the object, as {@code price.rows[0].}; empty at the top
   * @param allowed every key it may have
   */
  Fields(JsonNode node, String path, Set<String> allowed) {
    if (!node.isObject()) {
      throw new IllegalArgumentException(
          "`%s` must be an object"
              .formatted(path.isEmpty() ? "a card" : path.substring(0, path.length() - 1)));
    }
    this.node = node;
    this.path = path;
    for (String name : (Iterable<String>) node::fieldNames) {
      if (!allowed.contains(name)) {
        throw fault(
            name, "is not known here; known are " + String.join(", ", new TreeSet<>(allowed)));
      }
    }
  }

  /** An exception about one key. */
  IllegalArgumentException fault(String name, String sentence) {
    return new IllegalArgumentException("`%s%s` %s".formatted(path, name, sentence));
  }

  Optional<String> text(String name) {
    return value(name)
        .map(
            value -> {
              if (!value.isTextual() || value.textValue().isBlank()) {
                throw fault(name, "must be a text");
              }
              return value.textValue();
            });
  }

  String requiredText(String name) {
    return text(name).orElseThrow(() -> fault(name, "is missing"));
  }

  List<String> texts(String name) {
    List<String> all = new ArrayList<>();
    for (JsonNode item : items(name)) {
      if (!item.isTextual() || item.textValue().isBlank()) {
        throw fault(name, "must be a list of texts");
      }
      all.add(item.textValue());
    }
    if (Set.copyOf(all).size() < all.size()) {
      throw fault(name, "says the same twice");
    }
    return all;
  }

  /** A whole number from {@code least}. */
  OptionalInt whole(String name, int least) {
    Optional<JsonNode> value = value(name);
    if (value.isEmpty()) {
      return OptionalInt.empty();
    }
    if (!value.get().isIntegralNumber()
        || !value.get().canConvertToInt()
        || value.get().intValue() < least) {
      throw fault(name, "must be a whole number from " + least);
    }
    return OptionalInt.of(value.get().intValue());
  }

  OptionalDouble number(String name) {
    Optional<JsonNode> value = value(name);
    if (value.isPresent() && !value.get().isNumber()) {
      throw fault(name, "must be a number");
    }
    return value
        .map(found -> OptionalDouble.of(found.doubleValue()))
        .orElse(OptionalDouble.empty());
  }

  double requiredNumber(String name) {
    return number(name).orElseThrow(() -> fault(name, "is missing"));
  }

  /** Dollars, as nano-dollars. */
  OptionalLong dollars(String name) {
    Optional<JsonNode> value = value(name);
    if (value.isEmpty()) {
      return OptionalLong.empty();
    }
    if (!value.get().isNumber() || value.get().decimalValue().signum() < 0) {
      throw fault(name, "must be dollars per million tokens, from 0");
    }
    try {
      return OptionalLong.of(value.get().decimalValue().multiply(NANOS).longValueExact());
    } catch (ArithmeticException e) {
      throw fault(name, "must have at most nine decimals and ten digits before them");
    }
  }

  Optional<Boolean> flag(String name) {
    return value(name)
        .map(
            value -> {
              if (!value.isBoolean()) {
                throw fault(name, "must be true or false");
              }
              return value.booleanValue();
            });
  }

  Optional<LocalDate> date(String name) {
    return text(name)
        .map(
            text -> {
              try {
                return LocalDate.parse(text);
              } catch (DateTimeParseException e) {
                throw fault(name, "must be a date such as 2026-07-30");
              }
            });
  }

  /** One of {@code values}, by its name in lower case. */
  <E extends Enum<E>> Optional<E> oneOf(String name, E[] values) {
    Optional<String> text = text(name);
    if (text.isEmpty()) {
      return Optional.empty();
    }
    for (E value : values) {
      if (inFile(value).equals(text.get())) {
        return Optional.of(value);
      }
    }
    throw fault(
        name,
        "cannot be `%s`; it is one of %s"
            .formatted(
                text.get(), String.join(", ", Stream.of(values).map(Fields::inFile).toList())));
  }

  private static String inFile(Enum<?> value) {
    return value.name().toLowerCase(Locale.ROOT);
  }

  /** The object under {@code name}. */
  Optional<Fields> object(String name, Set<String> allowed) {
    return value(name).map(value -> new Fields(value, path + name + ".", allowed));
  }

  /** Every object of the list under {@code name}, read by {@code reader}. */
  <T> List<T> objects(String name, Set<String> allowed, Function<Fields, T> reader) {
    List<T> all = new ArrayList<>();
    for (JsonNode item : items(name)) {
      all.add(reader.apply(new Fields(item, path + name + "[" + all.size() + "].", allowed)));
    }
    return all;
  }

  private Iterable<JsonNode> items(String name) {
    Optional<JsonNode> value = value(name);
    if (value.isEmpty()) {
      return List.of();
    }
    if (!value.get().isArray()) {
      throw fault(name, "must be a list");
    }
    return value.get();
  }

  private Optional<JsonNode> value(String name) {
    return Optional.ofNullable(node.get(name));
  }
}
