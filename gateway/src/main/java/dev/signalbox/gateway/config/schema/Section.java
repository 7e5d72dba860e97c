package dev.signalbox.gateway.config.schema;

import dev.signalbox.engine.text.NearMatch;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Stream;

/**
 * The declared keys of a table and the record they become.
 *
 * @param <T> the record
 * @param keys the keys, in the order of the example file
 * @param make the record, or empty after noting in {@link Values#report()} what is wrong
 */
public record Section<T>(List<Key<?>> keys, Function<Values, Optional<T>> make) {
  public Section {
    keys = List.copyOf(keys);
  }

  /** A section whose record needs no more than its keys. */
  public static <T> Section<T> of(List<Key<?>> keys, Function<Values, T> make) {
    return new Section<>(keys, values -> Optional.of(make.apply(values)));
  }

  /** A section that checks its keys against each other. */
  public static <T> Section<T> checked(List<Key<?>> keys, Function<Values, Optional<T>> make) {
    return new Section<>(keys, make);
  }

  /** The names of the keys, without other spellings. */
  public List<String> names() {
    return keys.stream().map(Key::name).toList();
  }

  /** The keys that hold from the start of the process to its end. */
  public List<Key<?>> fixedKeys() {
    return keys.stream().filter(Key::fixed).toList();
  }

  /** The key of that name or other spelling. */
  public Optional<Key<?>> find(String name) {
    return keys.stream().filter(key -> key.isNamed(name)).findFirst();
  }

  /**
   * The record of {@code table}, or empty after noting what is wrong. All keys are read whatever
   * else is wrong, so that one start tells all.
   *
   * @param name the name the user gave the table; empty text when it has none
   */
  public Optional<T> read(String name, Node.Table table, Report report) {
    int before = report.count();
    noteUnknown(table, report);
    var values = new LinkedHashMap<String, Object>();
    for (Key<?> key : keys) {
      read(key, table, report).ifPresent(value -> values.put(key.name(), value));
    }
    return report.count() == before
        ? make.apply(new Values(name, table, new Settings(values), report))
        : Optional.empty();
  }

  private static <V> Optional<V> read(Key<V> key, Node.Table table, Report report) {
    List<Node> written = written(key, table);
    if (written.size() > 1) {
      report.wrong(
          written.getLast().place(),
          "is another name of `" + key.name() + "`: only one of them is allowed");
      return Optional.empty();
    }
    if (!written.isEmpty()) {
      return key.kind().read(written.getFirst(), report);
    }
    if (key.fallback().isEmpty()) {
      Place place = table.place();
      report.say(
          new Place(place.source(), place.line(), Place.join(place.path(), key.name())),
          needed(key, place));
    }
    return key.fallback();
  }

  private static String needed(Key<?> key, Place place) {
    String allowed = key.kind().allowed();
    if (place.source().isEmpty()) {
      return "`%s` must be there: %s".formatted(Place.join(place.path(), key.name()), allowed);
    }
    String whole = place.path().isEmpty() ? "" : "`" + place.path() + "` at ";
    return whole + "%s needs the key `%s`: %s".formatted(place.where(), key.name(), allowed);
  }

  private static List<Node> written(Key<?> key, Node.Table table) {
    return Stream.concat(Stream.of(key.name()), key.aliases().stream())
        .filter(table.entries()::containsKey)
        .map(table.entries()::get)
        .toList();
  }

  private void noteUnknown(Node.Table table, Report report) {
    table
        .entries()
        .forEach(
            (name, node) -> {
              if (find(name).isEmpty()) {
                report.say(node.place(), unknown(name, node.place()));
              }
            });
  }

  /** The sentence about a key that is not declared here. */
  String unknown(String name, Place place) {
    String start = "unknown key `" + place.path() + "`" + place.at();
    String parent = parentOf(place.path(), name);
    List<String> near =
        Stream.concat(
                elsewhere(name),
                NearMatch.of(name, allNames()).stream().map(match -> Place.join(parent, match)))
            .toList();
    return start + "; " + NearMatch.question(near).orElseGet(this::allowedHere);
  }

  /** The first section that has exactly this key. */
  private Stream<String> elsewhere(String name) {
    return keys.stream()
        .filter(
            key ->
                key.kind() instanceof Kind.Group<?> group && group.section().find(name).isPresent())
        .limit(1)
        .map(key -> key.name() + "." + name);
  }

  private String allowedHere() {
    return "allowed here: " + Place.listed(names());
  }

  private List<String> allNames() {
    return keys.stream()
        .flatMap(key -> Stream.concat(Stream.of(key.name()), key.aliases().stream()))
        .toList();
  }

  private static String parentOf(String path, String name) {
    String last = Place.join("", name);
    return path.endsWith("." + last) ? path.substring(0, path.length() - last.length() - 1) : "";
  }
}
