package dev.signalbox.gateway.provider;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The keys of one provider, used in turn; a key the provider refused sits out for a while. Guarded
 * by its own monitor, held for a few instructions.
 */
final class KeyRing {
  private final List<Credential> keys;
  private final Map<Credential, Long> benchedUntilMillis = new HashMap<>();
  private int next;

  /** A ring of {@code keys}; may be empty for servers that need none. */
  KeyRing(List<Credential> keys) {
    this.keys = List.copyOf(keys);
  }

  /** Whether calls go without a key. */
  boolean isEmpty() {
    return keys.isEmpty();
  }

  int size() {
    return keys.size();
  }

  /**
   * The next key that is not benched at {@code nowMillis}; empty when all are, or there are none.
   */
  synchronized Optional<Credential> take(long nowMillis) {
    for (int i = 0; i < keys.size(); i++) {
      Credential key = keys.get((next + i) % keys.size());
      Long until = benchedUntilMillis.get(key);
      if (until == null || until <= nowMillis) {
        next = (next + i + 1) % keys.size();
        return Optional.of(key);
      }
    }
    return Optional.empty();
  }

  /** Lets {@code key} sit out until {@code untilMillis}. */
  synchronized void bench(Credential key, long untilMillis) {
    if (keys.contains(key)) {
      benchedUntilMillis.merge(key, untilMillis, Math::max);
    }
  }

  /** How many keys sit out at {@code nowMillis}. */
  synchronized int benched(long nowMillis) {
    return (int) benchedUntilMillis.values().stream().filter(until -> until > nowMillis).count();
  }
}
