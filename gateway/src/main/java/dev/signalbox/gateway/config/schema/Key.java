package dev.signalbox.gateway.config.schema;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * One declared key: the only place that holds its name, type, default, bounds and meaning.
 *
 * @param <T> the value
 * @param name the name in the file
 * @param aliases other names that are accepted
 * @param kind type and bounds
 * @param fallback the value when the key is absent; empty when the key is required
 * @param doc what it means, in one line; the example file carries it word for word
 */
public record Key<T>(
    String name,
    List<String> aliases,
    Kind<T> kind,
    Optional<T> fallback,
    String doc,
    boolean fixed) {

  /** A key with a default. */
  public static <T> Key<T> of(String name, Kind<T> kind, T fallback, String doc) {
    return new Key<>(name, List.of(), kind, Optional.of(fallback), doc, false);
  }

  /** A key that must be there. */
  public static <T> Key<T> required(String name, Kind<T> kind, String doc) {
    return new Key<>(name, List.of(), kind, Optional.empty(), doc, false);
  }

  /** A key that may be absent. */
  public static <T> Key<Optional<T>> optional(String name, Kind<T> kind, String doc) {
    return new Key<>(
        name, List.of(), new Kind.Maybe<>(kind), Optional.of(Optional.empty()), doc, false);
  }

  /** A table whose default is what its keys' defaults make. */
  public static <T> Key<T> group(String name, Section<T> section, String doc) {
    Node.Table empty = new Node.Table(Map.of(), new Place("defaults", 0, name));
    T defaults = section.read("", empty, new Report()).orElseThrow();
    return of(name, new Kind.Group<>(section), defaults, doc);
  }

  /** The same key, accepted under {@code alias} too. */
  public Key<T> orNamed(String alias) {
    var all = new ArrayList<>(aliases);
    all.add(alias);
    return new Key<>(name, List.copyOf(all), kind, fallback, doc, fixed);
  }

  /** The same key, whose value holds from the start of the process to its end. */
  public Key<T> fixedAtStart() {
    return new Key<>(name, aliases, kind, fallback, doc, true);
  }

  boolean isNamed(String candidate) {
    return name.equals(candidate) || aliases.contains(candidate);
  }
}
