package dev.signalbox.gateway.limit;

import dev.signalbox.analytics.shared.SharedStates;
import dev.signalbox.analytics.shared.StatePage;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.function.LongSupplier;

/** A store of shared states in this process, by a clock that tests set. Its monitor guards all. */
final class MemoryStates implements SharedStates {
  private final LongSupplier nanos;
  private final Map<String, byte[]> states = new TreeMap<>();

  MemoryStates(LongSupplier nanos) {
    this.nanos = nanos;
  }

  @Override
  public synchronized <T> T change(
      SortedSet<String> keys, Duration patience, Function<StatePage, T> work) {
    StatePage page = new StatePage(nanos.getAsLong(), picked(keys));
    T result = work.apply(page);
    page.changes().forEach((key, change) -> states.put(key, change.state()));
    return result;
  }

  @Override
  public synchronized Listing read(SortedSet<String> keys, Duration patience) {
    return new Listing(nanos.getAsLong(), picked(keys));
  }

  private Map<String, byte[]> picked(SortedSet<String> keys) {
    Map<String, byte[]> picked = new HashMap<>();
    for (String key : keys) {
      byte[] state = states.get(key);
      if (state != null) {
        picked.put(key, state);
      }
    }
    return picked;
  }

  @Override
  public synchronized Listing list(String prefix, int most, Duration patience) {
    Map<String, byte[]> found = new HashMap<>(states);
    found.keySet().removeIf(key -> !key.startsWith(prefix));
    return new Listing(nanos.getAsLong(), found);
  }

  @Override
  public void close() {}
}
