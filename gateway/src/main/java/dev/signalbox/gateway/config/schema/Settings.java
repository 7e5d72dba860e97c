package dev.signalbox.gateway.config.schema;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;

/**
 * The values of the keys of a table, by their names, in the order of their declaration. Each is
 * what its key's own kind or default gave.
 */
public record Settings(Map<String, Object> values) {
  public Settings {
    values = Collections.unmodifiableMap(new LinkedHashMap<>(values));
  }

  /** The value of {@code key}, or its default. */
  // INVARIANT: Section and with() put under a key's name only a value of that key's type.
  @SuppressWarnings("unchecked")
  public <T> T get(Key<T> key) {
    return (T) Objects.requireNonNull(values.get(key.name()), key.name());
  }

  /** The same with {@code value} for {@code key}. */
  public <T> Settings with(Key<T> key, T value) {
    var changed = new LinkedHashMap<>(values);
    changed.put(key.name(), value);
    return new Settings(changed);
  }

  /** The same without {@code key}. */
  public Settings without(Key<?> key) {
    var changed = new LinkedHashMap<>(values);
    changed.remove(key.name());
    return new Settings(changed);
  }
}
