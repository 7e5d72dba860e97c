package dev.signalbox.signals.learning;

import dev.signalbox.engine.naming.Target;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Set;
import java.util.TreeMap;

/** The alarms that hold: what was decided on before the latest one of a model counts less. */
final class Discounts {
  /** Of each model, when the evidence counts in full from, by the id of the alarm. */
  private final Map<Target, NavigableMap<Long, Long>> alarms = new HashMap<>();

  /** Takes one in; those that it outlives in all respects are kept no more. */
  void add(Alarm alarm) {
    NavigableMap<Long, Long> own = alarms.computeIfAbsent(alarm.target(), _ -> new TreeMap<>());
    own.merge(alarm.id(), alarm.atMillis(), Math::max);
    own.entrySet()
        .removeIf(each -> each.getKey() < alarm.id() && each.getValue() <= alarm.atMillis());
  }

  /** From when on evidence of {@code target} counts in full; 0 when it always does. */
  long fullFrom(Target target) {
    return latest(alarms.getOrDefault(target, Collections.emptyNavigableMap()));
  }

  private static long latest(NavigableMap<Long, Long> own) {
    return own.values().stream().mapToLong(Long::longValue).max().orElse(0);
  }

  /** Forgets all up to that id; returns whose evidence counts from another moment on now. */
  Set<Target> forgetUpTo(long id) {
    Set<Target> changed = new HashSet<>();
    alarms.forEach(
        (target, own) -> {
          long before = latest(own);
          own.headMap(id, true).clear();
          if (latest(own) != before) {
            changed.add(target);
          }
        });
    alarms.values().removeIf(NavigableMap::isEmpty);
    return changed;
  }
}
