package dev.signalbox.engine.text;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.stream.Stream;

/**
 * The fields of a JSON object, read strictly. An absent field and one that is null are the same.
 * Every method throws an {@link IllegalArgumentException} that names the field, with the path to
 * it, and what is allowed.
 */
public final class Fields {
  private static final int MOST_SHOWN_CHARACTERS = 64;

  private final ObjectNode node;

  /** Where the object stands, with a point behind it; empty at the top. */
  private final String path;

  private Fields(ObjectNode node, String path) {
    this.node = node;
    this.path = path;
  }

  /**
   * The fields of {@code node}.
   *
   * @param what it is, for messages
   */
  public static Fields of(JsonNode node, String what) {
    if (node instanceof ObjectNode object) {
      return new Fields(object, "");
    }
    throw new IllegalArgumentException(what + " must be a JSON object");
  }

  /** The fields of the object at {@code path}. */
  public static Fields at(JsonNode node, String path) {
    if (node instanceof ObjectNode object) {
      return new Fields(object, path + ".");
    }
    throw new IllegalArgumentException("`%s` must be an object".formatted(path));
  }

  /** The same, with no field that is not {@code known}. */
  public Fields only(Collection<String> known) {
    for (String name : names()) {
      if (!known.contains(name)) {
        throw new IllegalArgumentException(
            "there is no field `%s`: %s".formatted(shown(path + name), allowed(name, known)));
      }
    }
    return this;
  }

  /** The names of all fields, in order. */
  public List<String> names() {
    List<String> names = new ArrayList<>(node.size());
    node.fieldNames().forEachRemaining(names::add);
    return names;
  }

  /** What {@code sentence} says of the field {@code name}. */
  public IllegalArgumentException fault(String name, String sentence) {
    return new IllegalArgumentException("`%s%s` %s".formatted(path, name, sentence));
  }

  /** A field that must be there. */
  public <T> T required(String name, Optional<T> value) {
    return value.orElseThrow(() -> fault(name, "is missing"));
  }

  /** The value, whatever it is. */
  public Optional<JsonNode> any(String name) {
    return Optional.ofNullable(node.get(name)).filter(value -> !value.isNull());
  }

  /** A text. */
  public Optional<String> text(String name) {
    return any(name).map(value -> text(name, value));
  }

  private String text(String name, JsonNode value) {
    if (!value.isTextual()) {
      throw fault(name, "must be a text");
    }
    return value.textValue();
  }

  /** A text with something in it. */
  public Optional<String> word(String name) {
    return any(name).map(value -> word(name, value));
  }

  private String word(String name, JsonNode value) {
    if (text(name, value).isBlank()) {
      throw fault(name, "must be a text that is not blank");
    }
    return value.textValue();
  }

  /** A list of texts; empty if absent. */
  public List<String> texts(String name) {
    return read(name, this::text);
  }

  /** A list of different texts with something in them; empty if absent. */
  public List<String> words(String name) {
    List<String> words = read(name, this::word);
    if (words.stream().distinct().count() < words.size()) {
      throw fault(name, "says the same twice");
    }
    return words;
  }

  /** A text that must be one of {@code known}. */
  public Optional<String> oneOf(String name, Collection<String> known) {
    Optional<String> text = text(name);
    text.ifPresent(value -> check(name, value, known));
    return text;
  }

  /** One of {@code values}, by its name in lower case. */
  public <E extends Enum<E>> Optional<E> oneOf(String name, E[] values) {
    return oneOf(name, ids(values)).map(id -> of(id, values));
  }

  /** A list of texts that must all be among {@code known}; empty if absent. */
  public List<String> someOf(String name, Collection<String> known) {
    List<String> texts = texts(name);
    for (int i = 0; i < texts.size(); i++) {
      check(item(name, i), texts.get(i), known);
    }
    return texts;
  }

  /** A list of some of {@code values}, by their names in lower case; empty if absent. */
  public <E extends Enum<E>> List<E> someOf(String name, E[] values) {
    return someOf(name, ids(values)).stream().map(id -> of(id, values)).toList();
  }

  private static List<String> ids(Enum<?>[] values) {
    return Stream.of(values).map(Fields::id).toList();
  }

  /** The name of {@code value} in JSON: that in the code, in lower case. */
  public static String id(Enum<?> value) {
    return value.name().toLowerCase(Locale.ROOT);
  }

  private static <E extends Enum<E>> E of(String id, E[] values) {
    return Stream.of(values).filter(value -> id(value).equals(id)).findFirst().orElseThrow();
  }

  /** Refuses a {@code value} of the field {@code name} that is not among {@code known}. */
  public void check(String name, String value, Collection<String> known) {
    if (!known.contains(value)) {
      throw fault(name, "cannot be `%s`: %s".formatted(shown(value), allowed(value, known)));
    }
  }

  private static String allowed(String name, Collection<String> known) {
    return NearMatch.question(name, known)
        .orElseGet(() -> "allowed are " + String.join(", ", known));
  }

  /** As much of {@code value} as a message repeats. */
  public static String shown(String value) {
    return Excerpt.of(value, MOST_SHOWN_CHARACTERS);
  }

  /** True or false. */
  public Optional<Boolean> flag(String name) {
    return any(name)
        .map(
            value -> {
              if (!value.isBoolean()) {
                throw fault(name, "must be true or false");
              }
              return value.booleanValue();
            });
  }

  /** True or false; {@code otherwise} if absent. */
  public boolean flag(String name, boolean otherwise) {
    return flag(name).orElse(otherwise);
  }

  /** A whole number that is not negative. */
  public OptionalLong count(String name) {
    return whole(name, 0, Long.MAX_VALUE, "from 0");
  }

  /** A whole number that is not negative, of 31 bits; 0 if absent. */
  public int smallCount(String name) {
    return small(name, 0).orElse(0);
  }

  /** A whole number of 31 bits, not below {@code least}. */
  public OptionalInt small(String name, int least) {
    OptionalLong whole = whole(name, least, Integer.MAX_VALUE);
    return whole.isEmpty() ? OptionalInt.empty() : OptionalInt.of((int) whole.getAsLong());
  }

  /** A whole number from {@code least} to {@code most}. */
  public OptionalLong whole(String name, long least, long most) {
    return whole(name, least, most, "from %d to %d".formatted(least, most));
  }

  /** Any whole number of 64 bits. */
  public OptionalLong number(String name) {
    return whole(name, Long.MIN_VALUE, Long.MAX_VALUE, "of 64 bits");
  }

  private OptionalLong whole(String name, long least, long most, String range) {
    Optional<JsonNode> value = any(name);
    if (value.isEmpty()) {
      return OptionalLong.empty();
    }
    boolean allowed =
        value.get().isIntegralNumber()
            && value.get().canConvertToLong()
            && value.get().longValue() >= least
            && value.get().longValue() <= most;
    if (!allowed) {
      throw fault(name, "must be a whole number " + range);
    }
    return OptionalLong.of(value.get().longValue());
  }

  /** A number that may have a fraction. */
  public Optional<Double> fraction(String name) {
    return any(name)
        .map(
            value -> {
              if (!value.isNumber()) {
                throw fault(name, "must be a number");
              }
              return value.doubleValue();
            });
  }

  /** A day. */
  public Optional<LocalDate> date(String name) {
    return text(name)
        .map(
            text -> {
              try {
                return LocalDate.parse(text);
              } catch (DateTimeException e) {
                throw fault(name, "must be a date such as 2026-07-30");
              }
            });
  }

  /** A moment as in ISO 8601. */
  public Optional<Instant> moment(String name) {
    return text(name)
        .map(
            text -> {
              try {
                return Instant.parse(text);
              } catch (DateTimeException e) {
                throw fault(name, "must be a moment such as `2026-11-25T20:00:00Z`");
              }
            });
  }

  /** An object. */
  public Optional<Fields> object(String name) {
    return any(name).map(value -> at(value, path + name));
  }

  /** An object with no field that is not {@code known}. */
  public Optional<Fields> object(String name, Collection<String> known) {
    return object(name).map(object -> object.only(known));
  }

  /** A list of objects; empty if absent. */
  public List<Fields> objects(String name) {
    return read(name, (item, value) -> at(value, path + item));
  }

  /** Reads an item of a list. */
  private interface Item<T> {
    /** What {@code value} is; {@code name} says where it stands. */
    T of(String name, JsonNode value);
  }

  private <T> List<T> read(String name, Item<T> reader) {
    Optional<JsonNode> list = any(name);
    if (list.isEmpty()) {
      return List.of();
    }
    if (!list.get().isArray()) {
      throw fault(name, "must be a list");
    }
    List<T> values = new ArrayList<>(list.get().size());
    for (JsonNode value : list.get()) {
      values.add(reader.of(item(name, values.size()), value));
    }
    return values;
  }

  private static String item(String list, int index) {
    return "%s[%d]".formatted(list, index);
  }
}
