package dev.signalbox.engine.explain;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.signalbox.engine.naming.Excerpt;
import dev.signalbox.engine.naming.NearMatch;
import dev.signalbox.engine.naming.Target;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * The fields of a JSON object, read strictly. An absent field and one that is null are the same.
 * Every method throws an {@link IllegalArgumentException} that names the field and what is allowed.
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

  private static Fields at(JsonNode node, String path) {
    if (node instanceof ObjectNode object) {
      return new Fields(object, path + ".");
    }
    throw new IllegalArgumentException("`%s` must be a JSON object".formatted(path));
  }

  /** Refuses fields that are not {@code known}. */
  void refuseOthers(List<String> known) {
    for (String name : names()) {
      if (!known.contains(name)) {
        throw new IllegalArgumentException(
            "there is no field `%s`: %s".formatted(shown(path + name), allowed(name, known)));
      }
    }
  }

  /** The names of all fields, in order. */
  public List<String> names() {
    List<String> names = new ArrayList<>(node.size());
    node.fieldNames().forEachRemaining(names::add);
    return names;
  }

  /** A text. */
  public Optional<String> text(String name) {
    return value(name).map(value -> text(path + name, value));
  }

  private static String text(String name, JsonNode value) {
    if (!value.isTextual()) {
      throw new IllegalArgumentException("`%s` must be a text".formatted(name));
    }
    return value.textValue();
  }

  /** A text that must be one of {@code known}. */
  public Optional<String> oneOf(String name, Collection<String> known) {
    Optional<String> text = text(name);
    text.ifPresent(value -> check(path + name, value, known));
    return text;
  }

  /** Refuses a {@code value} of the field {@code name} that is not among {@code known}. */
  static void check(String name, String value, Collection<String> known) {
    if (!known.contains(value)) {
      throw new IllegalArgumentException(
          "`%s` cannot be `%s`: %s".formatted(name, shown(value), allowed(value, known)));
    }
  }

  private static String allowed(String name, Collection<String> known) {
    return NearMatch.question(name, known)
        .orElseGet(() -> "allowed are " + String.join(", ", known));
  }

  private static String shown(String value) {
    return Excerpt.of(value, MOST_SHOWN_CHARACTERS);
  }

  /** True or false; {@code otherwise} if absent. */
  public boolean flag(String name, boolean otherwise) {
    return value(name)
        .map(
            value -> {
              if (!value.isBoolean()) {
                throw new IllegalArgumentException(
                    "`%s` must be true or false".formatted(path + name));
              }
              return value.booleanValue();
            })
        .orElse(otherwise);
  }

  /** A whole number that is not negative. */
  public OptionalLong count(String name) {
    OptionalLong count = whole(name, "from 0");
    if (count.orElse(0) < 0) {
      throw notWhole(name, "from 0");
    }
    return count;
  }

  /** A whole number that is not negative, of 31 bits; 0 if absent. */
  public int smallCount(String name) {
    long count = count(name).orElse(0);
    if (count > Integer.MAX_VALUE) {
      throw notWhole(name, "from 0 to " + Integer.MAX_VALUE);
    }
    return (int) count;
  }

  /** Any whole number of 64 bits. */
  public OptionalLong number(String name) {
    return whole(name, "of 64 bits");
  }

  private OptionalLong whole(String name, String range) {
    Optional<JsonNode> value = value(name);
    if (value.isEmpty()) {
      return OptionalLong.empty();
    }
    if (!value.get().isIntegralNumber() || !value.get().canConvertToLong()) {
      throw notWhole(name, range);
    }
    return OptionalLong.of(value.get().longValue());
  }

  private IllegalArgumentException notWhole(String name, String range) {
    return new IllegalArgumentException(
        "`%s` must be a whole number %s".formatted(path + name, range));
  }

  /** A list of texts; empty if absent. */
  public List<String> texts(String name) {
    List<String> texts = new ArrayList<>();
    for (JsonNode value : list(name)) {
      texts.add(text("%s%s[%d]".formatted(path, name, texts.size()), value));
    }
    return texts;
  }

  /** A list of texts that must all be among {@code known}; empty if absent. */
  public List<String> someOf(String name, Collection<String> known) {
    List<String> texts = texts(name);
    for (int i = 0; i < texts.size(); i++) {
      check("%s%s[%d]".formatted(path, name, i), texts.get(i), known);
    }
    return texts;
  }

  /** A list of objects; empty if absent. */
  public List<Fields> objects(String name) {
    List<Fields> objects = new ArrayList<>();
    for (JsonNode value : list(name)) {
      objects.add(at(value, "%s%s[%d]".formatted(path, name, objects.size())));
    }
    return objects;
  }

  private List<JsonNode> list(String name) {
    Optional<JsonNode> value = value(name);
    if (value.isEmpty()) {
      return List.of();
    }
    if (!value.get().isArray()) {
      throw new IllegalArgumentException("`%s` must be a list".formatted(path + name));
    }
    List<JsonNode> values = new ArrayList<>(value.get().size());
    value.get().forEach(values::add);
    return values;
  }

  /** An object. */
  public Optional<Fields> object(String name) {
    return value(name).map(value -> at(value, path + name));
  }

  /** {@code provider/model}. */
  public Optional<Target> target(String name) {
    return text(name)
        .map(
            text -> {
              int slash = text.indexOf('/');
              if (slash <= 0 || slash == text.length() - 1) {
                throw new IllegalArgumentException(
                    "`%s` must be a `provider/model`, not `%s`"
                        .formatted(path + name, shown(text)));
              }
              return new Target(text.substring(0, slash), text.substring(slash + 1));
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
                throw new IllegalArgumentException(
                    "`%s` must be a moment such as `2026-11-25T20:00:00Z`".formatted(path + name),
                    e);
              }
            });
  }

  /** A field that must be there. */
  public <T> T required(String name, Optional<T> value) {
    return value.orElseThrow(
        () -> new IllegalArgumentException("`%s` is missing".formatted(path + name)));
  }

  private Optional<JsonNode> value(String name) {
    return Optional.ofNullable(node.get(name)).filter(value -> !value.isNull());
  }
}
