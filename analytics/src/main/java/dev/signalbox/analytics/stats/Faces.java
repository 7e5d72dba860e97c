package dev.signalbox.analytics.stats;

import dev.signalbox.analytics.query.Dimension;
import dev.signalbox.analytics.rollup.Histogram;
import dev.signalbox.analytics.rollup.RollupDelta;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * The sums of a window by one dimension at a time, and how long its requests took; immutable.
 *
 * @param by of each dimension its names, as they are shown
 * @param times by who answered
 */
record Faces(Map<Dimension, Map<String, RollupDelta>> by, Map<Sums.Target, Sums.Times> times) {
  /** Of no requests. */
  static final Faces NONE = new Faces(Map.of(), Map.of());

  /** The faces of {@code groups}, whose columns are {@link Dimension#summed}. */
  static Faces of(List<Sums.Group> groups, Map<Sums.Target, Sums.Times> times) {
    List<Dimension> dimensions = Dimension.summed();
    Map<Dimension, Map<String, RollupDelta>> by = new EnumMap<>(Dimension.class);
    for (int i = 0; i < dimensions.size(); i++) {
      Map<String, RollupDelta> names = new HashMap<>();
      for (Sums.Group group : groups) {
        names.merge(Stats.shown(group.name(i)), group.sum(), RollupDelta::plus);
      }
      by.put(dimensions.get(i), names);
    }
    return new Faces(by, times);
  }

  /** Both windows together. */
  Faces plus(Faces other) {
    if (by.isEmpty() || other.by.isEmpty()) {
      return by.isEmpty() ? other : this;
    }
    Map<Dimension, Map<String, RollupDelta>> both = new EnumMap<>(Dimension.class);
    by.forEach(
        (dimension, names) -> {
          Map<String, RollupDelta> sums = new HashMap<>(names);
          other.names(dimension).forEach((name, sum) -> sums.merge(name, sum, RollupDelta::plus));
          both.put(dimension, sums);
        });
    Map<Sums.Target, Sums.Times> all = new HashMap<>(times);
    other.times.forEach((target, more) -> all.merge(target, more, Sums.Times::plus));
    return new Faces(both, all);
  }

  /** The sums by {@code dimension}. */
  Map<String, RollupDelta> names(Dimension dimension) {
    return by.getOrDefault(dimension, Map.of());
  }

  /** Everything together. */
  RollupDelta total() {
    return names(Dimension.RESULT).values().stream().reduce(RollupDelta.ZERO, RollupDelta::plus);
  }

  /** How long all of them took, and how long until their first bytes came. */
  Sums.Times allTimes() {
    return times.values().stream()
        .reduce(new Sums.Times(Histogram.EMPTY, Histogram.EMPTY), Sums.Times::plus);
  }

  /** How many names there are, for bounding what is kept. */
  int size() {
    return times.size() + by.values().stream().mapToInt(Map::size).sum();
  }
}
