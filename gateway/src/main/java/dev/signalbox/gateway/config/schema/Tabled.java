package dev.signalbox.gateway.config.schema;

/**
 * What a table says, read from its settings: a new key needs no more here than a method for it.
 *
 * @param <T> itself
 */
public interface Tabled<T extends Tabled<T>> {
  /** The values of its keys. */
  Settings settings();

  /** The same with {@code changed} values. */
  T with(Settings changed);

  /** The same with {@code value} for {@code key}. */
  default <V> T with(Key<V> key, V value) {
    return with(settings().with(key, value));
  }

  /** The same with the values that {@code running} has for the fixed keys among {@code section}. */
  default T keeping(T running, Section<T> section) {
    Settings kept = settings();
    for (Key<?> key : section.fixedKeys()) {
      kept = copied(key, running.settings(), kept);
    }
    return with(kept);
  }

  private static <V> Settings copied(Key<V> key, Settings from, Settings to) {
    return to.with(key, from.get(key));
  }
}
