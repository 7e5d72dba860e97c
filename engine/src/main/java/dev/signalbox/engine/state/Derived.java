package dev.signalbox.engine.state;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;

/**
 * What was derived from a policy and from the deployments known beforehand, kept for as long as
 * both stay. Health and what was learnt change every second and have no part in it.
 */
final class Derived {
  /** What one thing holds of each deployment takes some hundred bytes at the most. */
  private static final int MOST_ROWS = 100_000;

  private static final int FEWEST = 8;
  private static final int MOST = 1_000;

  private final Map<Object, Object> made = new ConcurrentHashMap<>();
  private final int most;

  /** Of so many deployments. */
  Derived(int deployments) {
    this.most = Math.clamp(MOST_ROWS / Math.max(1, deployments), FEWEST, MOST);
  }

  /**
   * What is kept under {@code key}, made by {@code maker} where it is not; beyond all bounds,
   * everything is forgotten first.
   */
  <T> T get(Class<T> type, Object key, Supplier<T> maker) {
    Object known = made.get(key);
    if (known != null) {
      return type.cast(known);
    }
    T fresh = maker.get();
    if (made.size() >= most) {
      made.clear();
    }
    made.put(key, fresh);
    return fresh;
  }
}
